"""How anger sounds in English and French: patterns on folded text (lower case, without accents)."""

from typing import Final

_VERY = (
    r"(?:just|so|really|realy|very|quite|simply|absolutely|completely|totally|utterly|truly|beyond|plain|frankly|"
    r"getting|becoming|extremely|rather|pretty|bloody|fucking|all|too|now|also|deeply|bitterly|increasingly|more than|"
    r"a bit|an?|complete|total|absolute|utter|real|such)"
)
_TRES = (
    r"(?:vraiment|vraimment|carrement|completement|totalement|juste|tout simplement|simplement|absolument|franchement|"
    r"tres|trop|quand meme|tout bonnement|proprement|clairement|hyper|super|grave|purement et simplement|"
    r"de plus en plus|plutot|assez|plus que|toujours|encore|etre)"
)
_THIS = (
    r"(?:(?:this|that|it|what|which|everything|all this|you|your (?:\w+ )?(?:service|support|company|team|bot|"
    r"answers?)|(?:the|this) (?:service|support|situation|bot|chatbot|company)|customer service)(?:'s| s|'re| is| are|"
    r" was| were| has been| gets| becomes)|its|thats|youre|that really is|this really is)"
)
_CEST = (
    r"(?:c'est|c est|cest|c|c'etait|ca devient|cela devient|cela est|ca commence a|je trouve (?:ca|cela)|"
    r"on trouve (?:ca|cela)|(?:vous|tu) (?:etes|es)|(?:votre|le|ce) (?:service(?: client)?|support|assistance|bot|"
    r"robot|chat) (?:est|sont)|situation est|que c'est|comme c'est)"
)
_WE_ARE = (
    r"(?:(?:i'?m|i am|i was|we'?re|we are|our (?:boss|ceo|director|team|users|staff|customers) (?:is|are)|(?:makes?|"
    r"making|made|gets?|getting|got) (?:me|us))(?: (?:more|less) and (?:more|less))?)"
)
_JE_SUIS = (
    r"(?:je (?:ne )?suis|j'suis|jsuis|chuis|nous (?:ne )?sommes|on (?:n')?est|(?:ca|cela) (?:me|nous) rend|(?:notre|"
    r"mon) (?:patron|directeur|directrice|equipe|chef) est)"
)

ANGRY: Final = (
    # English: what this is
    rf"{_THIS}(?: {_VERY}){{0,3}} (?:ridiculous|rediculous|ridiculus|redicolous|absurd|unacceptable|unaceptable|"
    rf"unnacceptable|"
    r"outrageous|disgraceful|disgrace|appalling|pathetic|joke|scandal|scandalous|infuriating|insulting|insult|"
    r"shameful|nightmare|scam|theft|robbery|terrible|horrible|awful|useless|hopeless|garbage|rubbish|crap|shit|shite|"
    r"incompetent|dreadful|abysmal|unprofessional|lousy|the worst(?! (?:case|scenario))|frustrating|annoying|"
    r"maddening|exasperating|disgusting|insane|unbelievable|unreal|beyond belief|laughable|rip-?off|out of order|"
    r"no way to treat)",
    r"(?:this|that|it|which|what|situation|service|delay|answer|behaviou?r)(?:'s| is| was)?(?: (?:really|simply|just|"
    r"absolutely|totally))?(?: not|n't)(?: at all)? acceptable",
    # English: said of itself
    r"unacceptable|unaceptable|outrageous|disgraceful|appalling|infuriating|(?:how|so|too) (?:ridiculous|pathetic|"
    r"annoying|frustrating)|shame on you|what a (?:complete |total |big )?(?:joke|disgrace|nightmare|mess|shambles|"
    r"scam|rip-?off)(?! (?:in|on|with))",
    r"(?:is|are) (?:this|that|you) (?:some kind of |supposed to be )?(?:a joke|a bad joke|kidding|joking|kidding me|"
    r"taking the piss)",
    r"you(?:'?ve| have)?(?: got to| gotta| must) be (?:kidding|joking)|(?:absolutely )?ridiculous(?= ?(?:!|\.|,|$))",
    # English: whoever helps
    r"worst (?:\w+ ){0,2}(?:support|service|company|experience|provider|partner|help ?desk|reseller|supplier|bot|"
    r"chatbot)",
    r"worst (?:\w+ ){1,3}(?:ever|i have|i've|ive|we have|we've)",
    r"(?:terrible|horrible|awful|dreadful|abysmal|atrocious|lousy|crappy?|shitty|appalling|useless|hopeless|"
    r"disgraceful|poor|bad|garbage|rubbish) (?:customer )?(?:service|support|help ?desk|company|bot|chatbot|robot|"
    r"treatment|attitude|communication)",
    r"(?:useless|stupid|dumb|idiotic|damn|bloody|fucking) (?:bot|robot|chatbot|machine|assistant|thing|answers?|"
    r"people|system)",
    r"you (?:people |guys |lot )?(?:are|re)(?: \w+){0,2} (?:useless|incompetent|liars|thieves|crooks|scammers|idiots|"
    r"hopeless|clowns|a disgrace|ignoring (?:me|us)|ripping (?:me|us)|robbing|stealing)|you'?re (?:\w+ )?(?:useless|"
    r"incompetent|liars|thieves|crooks|scammers|idiots|clowns|ignoring (?:me|us)|ripping (?:me|us)|robbing|stealing)",
    r"(?:bunch|pack|gang) of (?:\w+ )?(?:thieves|crooks|idiots|clowns|liars|amateurs|scammers|morons)|"
    r"daylight robbery",
    r"incompeten(?:t|ce) (?:people|staff|support|team|idiots?)|sheer incompetence|total incompetence|idiots|morons?",
    r"(?:nobody|no one|noone|none of you) (?:there )?(?:cares|gives a)|(?:you|they) don'?t (?:even )?(?:care|give a)",
    r"(?:wasting|wasted|waste of) (?:my|our|everybody's|everyone's) time|(?:complete|total|absolute) waste of time",
    r"(?:thanks?|thx|cheers)(?: you)?(?: (?:so much|very much|a lot|a bunch|guys))? for (?:absolutely |"
    r"literally )?nothing(?! (?:less|more|else|but))|merci (?:beaucoup )?(?:pour|de) (?:absolument )?rien du tout|"
    r"merci (?:beaucoup )?pour (?:absolument )?rien",
    r"(?:ripped|ripping) (?:me |us )?off|joke of a (?:company|service|support)|treat(?:ed|ing)? (?:me |"
    r"us )?like (?:idiots?|dirt|fools?)",
    # English: who is angry
    rf"{_WE_ARE}(?: {_VERY}){{0,3}} (?:angry|furious|livid|outraged|pissed|annoyed|frustrated|disgusted|appalled|"
    rf"fuming|"
    r"irritated|exasperated|enraged|upset|fed[ -]?up|mad(?! (?:about|slow))|sick and tired|at (?:my|"
    r"our) wits'? end)(?! (?:users?|customers?|calls?|people|colleagues?|employees))",
    rf"{_WE_ARE}(?: (?:really|very|so|extremely|deeply|bitterly|quite|increasingly|highly|truly|more and more))+ "
    r"(?:disappointed|dissatisfied|unhappy|displeased)",
    r"(?:i'?m|i am|we'?re|we are)(?: really| very| at all| so)? (?:not|un)(?: \w+){0,2} ?(?:happy (?:with (?:you|"
    r"your|the (?:service|support|answer))|at all|about (?:this|that|it))|happy\W*$|impressed|amused)|"
    r"not (?:at all )?happy (?:with you|at all)",
    r"fed[ -]?up(?: (?:with|of))|(?:so|just|totally|completely|really|getting) fed[ -]?up|^\W*fed[ -]?up",
    r"(?:getting|so|really|sick and|just|very) (?:sick|tired) of (?:this|that|your|you|it|these|being|having|waiting|"
    r"asking|repeating|all)|(?:i'?m|i am|we'?re|we are) (?:sick|tired) of",
    r"(?:i|we)(?:'ve| have|ve)? (?:really |just )?had (?:just about |quite |more than )?enough(?= of (?:this|that|it|"
    r"your|you|these|those|waiting|being)| ?[.!,;]| ?$)|enough is enough|(?:i|we)(?:'ve|ve| have) had it(?: with|"
    r"\W*$)|had it up to here|the last straw(?! \w)",
    r"(?:los(?:t|ing|e)|run(?:ning)? out of|out of) (?:all |my |our |any )*patience|patience is (?:running|wearing|"
    r"over|at an end)",
    r"(?:driv(?:es?|ing)) (?:me|us) (?:mad|crazy|nuts|bonkers|bananas|insane|up the wall|to despair|round the "
    r"(?:bend|twist))|at (?:my|our) wits'? end",
    r"how many (?:more )?times (?:do|must|shall|should|will|am|are|have) (?:i|we)|i hate (?:this|your|you|dealing)",
    r"what (?:kind|sort) of (?:a )?(?:circus|shambles|joke|clown show|mess|madhouse|nonsense|rubbish)|what "
    r"(?:kind|sort) "
    r"of (?:a )?(?:company|service|support|outfit|business|operation|help ?desk) (?:is this(?= ?(?:[?!.,]|$))|are you "
    r"(?:people )?running|do you call (?:this|that|yourselves)|is this supposed to be)",
    r"(?:never|not once)(?: in my life)? (?:been|felt|seen|had|experienced|come across|dealt with|met)(?: "
    r"\w+){0,3} (?:so|"
    r"such|as)(?: an?)? (?:bad(?:ly)?|poor(?:ly)?|rude(?:ly)?|terrible|awful|useless|incompetent|unprofessional|"
    r"lousy|appalling|disrespect\w*|shabb\w+)",
    r"waste of (?:space|time and money)|(?:sort|get) your act (?:out|together)|(?:get|pull) yourselves together",
    r"(?:file|make|lodge|submit|raise) an? (?:formal |official |serious )?complaint|formal complaint|"
    r"i want to complain",
    r"(?:take|taking|seek|start) legal action|see you in court|hear(?:ing)? from (?:my|our) (?:lawyers?|solicitors?|"
    r"attorneys?)|(?:we|i)(?:'ll| will| are going to|'m going to|'re going to) sue(?: you)?|your (?:last|"
    r"final) (?:chance|warning)",
    # English: swear words
    r"f+u+c+k+\w*|f[*#@._-]{1,4}c?k\w*|f\*{2,}|fck\w*|fkin\w*|fuk\w*|wtf|wth|ffs|stfu|bull ?shit|(?:piece of |this |"
    r"absolute |total |holy |no )?(?:shit|sh\*t|shite|shitshow)|shitty|crappy|piss(?:ed|es|ing)?(?: (?:me|us|"
    r"everyone|everybody))? off|taking the piss|a?rse ?holes?|assholes?|bastards?|(?:god)?dammit|god ?damn(?:ed)?|"
    r"damn (?:it|you)|screw you|(?:you|your \w+|this|it|that) (?:really |just )?sucks?|pain in the (?:ass|arse|butt|"
    r"neck)",
    r"(?:what|why|who|where|how) (?:in |on )?(?:the )?(?:hell|heck|bloody hell)|bloody hell|go to hell|"
    r"for (?:god'?s?|heaven'?s?|christ'?s?|fuck'?s?|pete'?s?) sakes?|for crying out loud",
    # French: what this is
    rf"{_CEST}(?: {_TRES}){{0,3}} (?:nuls?|nulles?(?! part)|nullissime|n'importe quoi|du (?:grand )?n'importe quoi|"
    rf"inadmissibles?|"
    r"inadmisibles?|inacceptables?|innacceptables?|inaceptables?|scandaleu(?:x|se)|un scandale|honteu(?:x|se)|"
    r"une honte|ridicules?|lamentables?|pitoyables?|insupportables?|intolerables?|abuse|du vol|de l'arnaque|"
    r"une arnaque|du foutage de gueule|aberrant|desolant|affligeant|une (?:mauvaise )?blague|un cauchemar|penible|"
    r"agacant|enervant|exasperant|frustrant|chiant|relou|naze|pourri|minable|merdique|de la merde|inoui|absurde|"
    r"catastrophique|une catastrophe|pas serieux|decevant|deplorable|une plaisanterie|incompetents?|des (?:voleurs|"
    r"incapables|escrocs|rigolos|incompetents)|insultant|hallucinant|du mepris|se moquer du monde|"
    r"pas (?:du tout )?acceptable)",
    # French: said of itself
    r"(?<!pas )(?:inadmissible|inadmisible|inacceptable|innacceptable|scandaleu(?:x|se)|intolerable|lamentable|"
    r"pitoyable|deplorable|execrable|honteu(?:x|se))|foutage de gueule|(?:quelle|une vraie) honte|honte a vous|"
    r"(?:pas|devriez avoir) honte|n'importe quoi(?= ?(?:!|$))|trop c'est trop|quelle bande|quel scandale|"
    r"ridicule(?= ?(?:!|$))|vraiment nuls?(?= ?(?:!|\.|$))",
    r"(?:j'en ai|jen ai|g en ai|on en a|nous en avons|en avoir|y'en a|y en a)(?: (?:vraiment|franchement|plus que|"
    r"sacrement|carrement|trop|grave))*(?: (?:marre|marr|assez(?! de (?:licences?|postes?|place|temps))|"
    r"ras[ -]le[ -]bol|plein le dos|plein le cul|par[ -]dessus la tete|ma claque|ma dose))(?! ?\?)",
    r"marre de|(?<!pas )ras?[sz]?[ -]le[ -]bol|(?:^|[.!,;] ?)(?:bon |la |maintenant |mais )*ca suffit(?: maintenant|"
    r" comme ca)?(?= ?(?:!|\.|$))|(?:j'|je n'|on n'|nous n')?en (?:peux|peut|pouvons) plus",
    # French: whoever helps
    r"(?:vous|tu) (?:vous|te|nous|me) (?:foutez|fous|moquez|moques|fichez|prenez pour)|(?:on se|vous vous) (?:fout|"
    r"moque|foutez|moquez) (?:de|du)|foute[zr] de|prendre pour des (?:idiots?|cons?|imbeciles?)|vous (?:rigolez|"
    r"plaisantez)|c'est une blague",
    r"(?:bande|tas) (?:de |d')\w+|incapables|voleurs|escrocs?|escroquerie|menteurs|(?:vous|tu|bot|robot|chat|support|"
    r"service|assistant|assistance)(?: client)? (?:ne |n')?(?:servez|sers|sert) (?:a |vraiment a |strictement a )rien",
    r"(?:service|support|boite|entreprise|assistance|bot|robot)(?: client)? (?:vraiment |completement )?(?:de merde|"
    r"nuls?|nulle|pourrie?|lamentable|catastrophique|minable|inexistant|merdique|a la con|naze|deplorable|execrable|"
    r"pitoyable|incompetente?)",
    r"(?:le |la |les )?pires? (?:\w+ )?(?:service|support|experience|societe|entreprise|prestataire|fournisseur|"
    r"assistance)",
    r"(?:me|nous) fai(?:tes|t|re|s) perdre (?:mon|notre|du) temps|(?:je|on|nous) perd(?:s|ons)? (?:mon|notre|"
    r"son) temps|quelle perte de temps",
    # French: who is angry
    rf"{_JE_SUIS}(?: {_TRES}){{0,3}} (?:furieu(?:x|se)|furax|en colere|enervee?s?|fachee?s?|excedee?s?|exasperee?s?|"
    rf"agacee?s?|"
    r"revoltee?s?|scandalisee?s?|outree?s? (?:par|de|du)|outree?s?(?= ?(?:!|$))|decue?s?|mecontente?s?|"
    r"remontee?s? contre|degoutee?s?|hors de (?:moi|nous)|a bout|frustree?s?|irritee?s?|fou de rage|folle de rage|"
    r"pas (?:du tout )?contente?s?|pas (?:du tout )?satisfaite?s?)",
    r"(?:perd(?:s|re|ons)?|bout de|limites? (?:a|de)|fin de)(?: (?:ma|notre|la))? patience|patience a (?:des|"
    r"ses) limites|(?:ca|cela|vous|tu) (?:m'|nous |me )(?:enerv|agac|exasper|emmerd|gonfl|saoul)\w+",
    r"combien de fois (?:faut|il faut|va|vais|dois|doit|devons|faudra|devrai)\S*|(?:ca fait|c'est)(?: (?:au moins|"
    r"deja|la))? (?:\d+|trois|quatre|cinq|dix|vingt|cent|mille|x|troisieme|quatrieme|cinquieme|dixieme|centieme|"
    r"enieme) ?(?:e|eme|ieme)? ?fois que (?:je|nous|on|j')",
    r"(?:ca|cela|la ca) commence (?:a (?:bien faire|faire beaucoup|suffire|durer|m'enerver)|serieusement a \w+)",
    r"(?:^|[.!,;] ?)(?:bon |la |maintenant |mais |non )*ca suffit(?: maintenant| comme ca| la)?(?= ?[,:;] "
    r"?(?:\w+ ){0,3}(?:"
    r"jours|semaines?|mois|heures|fois|j'attends|rien|personne|vous|depuis))",
    r"jamais (?:vu|eu|connu|ete|rencontre)(?: \w+){0,3} (?:aussi|si) (?:mauvais\w*|mal|nuls?|nulles?|lamentable|"
    r"incompetent\w*|"
    r"peu serieu\w+|desagreable|deplorable|impoli\w*)",
    r"(?:je suis|j'suis|jsuis|chuis|chus|on est)(?: (?:vraiment|ben|bien|assez|pas mal))? (?:tannee?s?(?! par "
    r"le soleil)|"
    r"ecoeuree?s?|en (?:maudit|criss|tabarnak|rogne|petard|beau fusil))|en maudit (?:apres|contre)|vos niaiseries|"
    r"tabarna\w+",
    r"(?:vous|tu) abuse[zs]|(?:vous|tu) (?:vous|te|nous) (?:payez|paies|payes) (?:ma|notre|la) tete|se taper la "
    r"tete contre|"
    r"vous vous fichez|(?:vous etes|tu es)(?: vraiment| tous)? (?:des|une bande de) (?:rigolos|clowns|amateurs|"
    r"charlots|guignols)",
    r"(?:porter|deposer|porte|depose) plainte|nouvelles de (?:mon|notre) avocat|(?:saisir|devant) (?:la justice|"
    r"le tribunal|les tribunaux)|(?:mon|notre) avocat (?:va|vous|prendra)|dgccrf|signal ?conso|derniere chance",
    # French: swear words
    r"merdes?|merdique|m[*]rde|put(?:ain|1)s?|ptain|ptn|bordel|fai(?:t|tes|re|s) chier|chiante?s?|"
    r"casse[zr]? les (?:couilles|pieds)|couilles|connards?|conneries?|bande de cons|enfoires?|salauds?|emmerd\w+|"
    r"ta gueule|vos gueules|vtff|allez vous faire|va te faire|n'importe nawak|bon sang|nom de dieu",
    # Signs
    "[\U0001f620\U0001f621\U0001f92c\U0001f47f\U0001f595]",
)
