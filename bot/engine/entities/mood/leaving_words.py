"""How customers say that they may leave for another provider: patterns on folded text, English and French."""

from typing import Final

_COMPANY = r"(?:providers?|partners?|resellers?|suppliers?|vendors?|csps?|msps?|competitors?|competition|integrators?)"
_ELSEWHERE = (
    rf"(?:(?:an ?other|a different|different|a new|a better|a cheaper|some other|someone else's|other) {_COMPANY}|"
    r"(?:one of your|your|the|a) (?:competitors?|competition))"
)
_MOVE = (
    r"(?:switch(?:ing)?|mov(?:e|ing)|go(?:ing)?|chang(?:e|ing)|transfer(?:ring)?|migrat(?:e|ing)|turn(?:ing)?|"
    r"look(?:ing)?|shop(?:ping)?|tak(?:e|ing) (?:our|my) (?:business|money|custom)|find(?:ing)?|choos(?:e|ing)|"
    r"sign(?:ing)?(?: up)?|talking|speaking)"
)
_THINGS = r"(?: (?:everything|it all|all of it|all|us|away|over|on|around|out|elsewhere|(?:all )?our (?:\w+ )?\w+))?"
_NOT_THEIRS = (
    r"(?! (?:center|centre|portal|admin|id|name|number|address|for (?:our |the )?(?:internet|phones?|e-?mails?|"
    r"network|electricity)|to (?:you|northstar)|on the|in the|account|of (?:our |the )?(?:internet|network|phones?)))"
)
_PRESTATAIRE = (
    r"(?:prestataires?|prestatiares?|fournisseurs?|partenaires?|revendeurs?|cremerie|integrateurs?|boutique|"
    r"societe de service)(?! (?:internet|d'acces|d'electricite|d'energie|telecom|telephoni\w+|reseau|mobile|"
    r"par defaut))(?! (?:pour|vers) (?:vous|northstar))"
)

LEAVING: Final = (
    rf"{_MOVE}{_THINGS}(?: (?:to|for|with|over to))? {_ELSEWHERE}{_NOT_THEIRS}",
    r"(?:chang(?:e|ing)|switch(?:ing)?) (?:our |my )?(?:csp |cloud |microsoft )?(?:providers?|suppliers?|resellers?|"
    r"partners?|vendors?|csps?)"
    rf"{_NOT_THEIRS}",
    r"(?:we|i)(?:'ll| will| shall|'m| am|'re| are|'d| might| may| can| could| have to| must| want to|"
    r" would)(?: \w+){0,4} (?:go|going|look|looking|move|moving|buy|buying|shop|shopping|find|finding|"
    r"try) (?:\w+ )?(?:elsewhere|somewhere else|someone else|somebody else)",
    r"tak(?:e|ing) (?:our|my) (?:business|money|custom)(?: \w+)? (?:elsewhere|somewhere else|away)",
    r"(?:we(?:'re| are|'ll| will| might| may)?|thinking (?:of|about)|consider(?:ing)?|about to|reasons? to|ready to|"
    r"tempted to|want to|decided to|going to)(?: (?:be|all|just|really|seriously|definitely|also|now))* (?:leav(?:e|"
    r"ing)|quit(?:ting)?|ditch(?:ing)?|drop(?:ping)?|dump(?:ing)?) (?:you(?: guys| people| lot)?|"
    r"northstar(?: cloud)?|your (?:company|service|platform))(?! (?:to|an?|with|alone|my|our|the|some|this|your|that|"
    r"now|here|be|for now|in peace|know|off|out))",
    r"you(?:'re| are|'ll| will|'ve| have)?(?: (?:just|about to|going to|also|now|soon|be|risk|definitely|"
    r"only)){0,3} (?:los(?:e|ing)|lost) (?:us|a (?:\w+ )?(?:customer|client)|our business|my business|this customer|"
    r"me as|me$|me[!.])",
    r"(?:end|terminate|stop|finish) (?:our|this|the) (?:\w+ )?(?:relationship|partnership|"
    r"collaboration)(?: with you)?|(?:done|finished) with (?:you(?: guys| people)?|northstar|your company)(?! r)",
    r"(?:don't|dont|do not|won't|will not|no longer|not|never) (?:want to |wish to |going to )?(?:be|remain|"
    r"stay) (?:your |a |one of your )?(?:customers?|client)s?(?: of yours)? ?(?:any ?more|any longer|much longer|"
    r"for long)",
    r"(?:better|cheaper) (?:offers?|quotes?|deals?|prices?)(?: \w+){0,2} "
    rf"(?:elsewhere|(?:from|with|at|by) {_ELSEWHERE})",
    r"your competitors? (?:is|are|offers?|would|will|does|do|charges?)(?: \w+){0,3} (?:cheaper|better|faster|less|"
    r"take (?:us|me))",
    r"(?:offered|got|found|received|been given)(?: \w+){0,3} (?:a )?(?:better|cheaper|lower|good) (?:offer|"
    r"quote|deal|price)s?"
    rf"(?: \w+){{0,2}} (?:elsewhere|(?:from|with|at|by) (?:someone else|somebody else|{_ELSEWHERE}))",
    r"(?:someone|somebody) else (?:has )?(?:offer(?:s|ed)|quoted)(?: \w+){0,2} (?:a )?(?:better|cheaper|lower|"
    r"good|less)",
    rf"offers? (?:from|by) {_ELSEWHERE}(?= and| which| that|,)",
    r"(?:one more|another|the next|next)(?: \w+){1,3} and (?:we|i)(?:'re| are|'m| am|'ll be) (?:off|gone|out|leaving)",
    r"(?:we|i)(?:'re| are|'ll| will|'m| am| might| may)(?: (?:going to|about to|just|probably|soon))* (?:take|"
    r"taking|move|"
    r"moving|transfer|transferring) (?:all )?our (?:licen[cs]es|tenant|subscriptions?|contracts?|accounts?|seats|stuff|"
    r"things)(?: \w+)? (?:somewhere else|elsewhere|to (?:someone|somebody) else)",
    # French
    r"(?:un|l'un de vos|vos|des) concurrents? (?:nous |m')?(?:a|ont) (?:fait|propose|soumis|envoye) (?:une|un|"
    r"des)|(?:on nous a|"
    r"j'ai|nous avons|on a)(?: \w+){0,2} (?:fait|propose|recu|trouve|eu) une (?:meilleure )?(?:offre|"
    r"proposition)(?: \w+){0,2} "
    r"(?:ailleurs|d'un concurrent|chez un autre|d'un autre (?:prestataire|fournisseur|partenaire|revendeur))",
    r"(?:encore une|une autre|a la prochaine|la prochaine)(?: \w+){1,2}(?: de plus)? (?:et|,) ?(?:on s'en (?:va|"
    r"ira)|nous (?:nous "
    r"en allons|partons)|on (?:part|se tire|se casse|arrete tout)|je (?:pars|m'en vais))",
    r"si (?:rien ne \w+|ca (?:ne )?\w+(?: pas)?|cela \w+)(?: \w+){0,3},? (?:on s'en (?:va|ira)|nous partirons|"
    r"on part(?:ira)?|je "
    r"(?:pars|partirai|m'en vais))",
    r"(?:pens(?:e|ons|er)(?: a)?|envisag(?:e|eons)(?: \w+)? de|reflechi\w+ a|song(?:e|eons) a|veut|voulons|va|allons) "
    r"(?:quitter (?:votre (?:boite|societe|entreprise|maison|groupe)|chez vous|northstar)|partir de chez vous)",
    rf"(?<!\ba )(?<!\bai )(?<!ont )(?<!avons )(?<!avez )(?<!avait )(?<!ayant )(?:changer|change|changeons|changerons|"
    rf"changera|changerai|changez) de {_PRESTATAIRE}",
    r"(?:aller|irons?|ira|irai|va|vais|allons|voir|partir|part|partons|partirons|partirai|passer|passons|passerons|"
    r"chercher|trouver|regarder|prendre|acheter|signer)(?: \w+){0,2} (?:ailleurs|la concurrence|(?:un|vos|"
    r"l'un de vos) concurrents?|(?:un|d') ?autres? (?:prestataire|fournisseur|partenaire|revendeur))(?! (?:sur|dans))",
    r"(?:nous|on) (?:vous |va vous |allons vous |pens(?:e|er|ons) (?:a )?vous |song(?:e|eons) a vous |veut vous |"
    r"voulons vous |risque de vous |finir(?:a|ons) par vous )(?:quitter|quitte|quittons|quitterons|lacher|lache|"
    r"lachons)",
    r"(?:pour|envisag(?:e|eons) de|pens(?:e|ons) a|song(?:e|eons) a|vais|allons|risque de|decide de|veux|voulons|"
    r"prets? a|compte|comptons) (?:vous quitter|quitter northstar(?: cloud)?|partir de chez vous)",
    r"(?:quitte|quittons|quittent|quitterons) (?:northstar(?: cloud)?|votre (?:societe|entreprise))|(?:pars|partons|"
    r"part|partirons|partir) de chez vous",
    r"vous (?:allez|etes en train de|risquez de|venez de|aurez)(?: \w+)? (?:perdre|perdu) (?:un|une|votre|vos|"
    r"ce)? ?(?:\w+ )?(?:clients?|cliente)|vous allez (?:me|nous) perdre|vous (?:perdez|perdrez) (?:un|"
    r"votre) (?:\w+ )?client",
    r"(?:ne|n')? ?(?:veux|voulons|resterai|resterons|reste|restons|restera|serons|serai|souhaite|souhaitons|"
    r"veut) (?:plus|pas) (?:(?:etre|rester|faire partie de) )?(?:vos clients?|votre clients?|clients? chez vous|"
    r"chez vous|clients? de northstar)",
    r"(?:vos|un|des) concurrents? (?:\w+ ){0,2}(?:moins chers?|propose\w*|mieux|nous (?:fait|font|offre))|(?:trouve|"
    r"avons|recu|eu|ai)(?: \w+)? (?:mieux|moins cher) ailleurs",
)

NEVER_LEFT: Final = (
    r"(?:not|n't|never|no intention of|no plans? to|without|rather than|instead of|no reason to)(?: \w+){0,4} $|(?:ne|"
    r"n')(?: ?\w+){0,3} (?:pas|jamais|aucunement)(?: \w+){0,3} $|(?:sans|pas question de|aucune intention de|"
    r"pas envie de|plutot que de)(?: \w+){0,2} $"
)
"""Right before a phrase of leaving: nobody wants to."""
