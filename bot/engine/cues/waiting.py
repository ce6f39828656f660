"""What somebody waiting for a person wants of the desk itself: phrases of both languages, no intent stands for them."""

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.kernel.cues import WaitingWish

WISH_WORDS: Final = 16
"""Words up to which a message is a wish about the waiting; a longer one tells the agent something."""

_POLITE = (
    r"(?:please|pls|plz|just|maybe|perhaps|rather|also|simply|then|actually|instead|only|quickly|better|alternatively|"
    r"s'il (?:vous|te) plait|svp|juste|plutot|simplement|seulement|alors|aussi|peut-etre|encore)"
)
_MESSAGE = (
    r"(?:(?:you|them|him|her|us|the (?:team|agent)|a colleague|your (?:team|colleague)) )?"
    r"(?:an?|my|this|the) (?:\w+ )?(?:message|note|msg)"
)
_LEAVE: Final = re.compile(
    r"(?<!\w)(?:"
    # English
    rf"(?:can|could|may|shall|should|might|would)(?:n't)? (?:i|we|you|someone|somebody|"
    rf"they)(?: {_POLITE})* (?:be able to |possibly |not )?(?:leave|take|drop|note(?: down)?|write down|pass on|"
    rf"keep) {_MESSAGE}|(?:i|we)(?:'d| would|'ll| will|'m going to)?(?: (?:prefer|like|want|wish|need|"
    rf"have))?(?: to)?(?: {_POLITE})*(?: to)? (?:leave|drop) {_MESSAGE}|(?:^|[.,;!?] ?)(?:(?:ok|okay|well|then|no|so|"
    rf"fine|alright|please|just) )*(?:leave|take|drop|pass on|note) {_MESSAGE}|let me(?: {_POLITE})* (?:leave|"
    rf"drop) {_MESSAGE}|why (?:don't|not)(?: (?:i|you|we))?(?: {_POLITE})* (?:leave|take) {_MESSAGE}|(?:leave|"
    rf"take) (?:an?|my) message instead|(?:an?|my) message instead|is it possible to leave {_MESSAGE}|"
    # French
    r"(?:je|j'|on|nous)(?: (?:ne )?(?:peux|peut|pouvons|puis|pourrais|pourrait|prefere|prefererais|preferons|veux|"
    r"voudrais|voulons|"
    rf"voudrait|vais|vas|va|souhaite|souhaiterais|aimerais|aime mieux|desire|dois))(?: {_POLITE})* (?:(?:vous|lui|"
    rf"leur|y) )?(?:laisser|deposer)(?: {_POLITE})* (?:un|mon|le|ce) (?:petit |court )?(?:message|mot)|"
    r"aimerais (?:vous )?(?:laisser|deposer) (?:un|mon) (?:message|mot)|"
    rf"(?:puis-je|peut-on|pourrais-je|pouvons-nous|est-il possible de|c'est possible de|possible de)(?: {_POLITE})* "
    r"(?:(?:vous|lui|leur) )?(?:laisser|deposer) (?:un|mon) (?:petit |court )?(?:message|mot)|"
    rf"(?:pouvez-vous|pourriez-vous|vous pouvez|peux-tu|tu peux|vous pourriez)(?: {_POLITE})* (?:prendre|noter|"
    rf"transmettre)"
    r"(?: \w+)? (?:un|mon|le|ce) message|"
    rf"(?:prenez|notez|transmettez|prends)(?: {_POLITE})* (?:un|mon|le|ce) message|"
    r"(?:je|nous) (?:vous |lui |leur )?(?:laisse|laissons) (?:plutot |juste )?(?:un|mon) (?:message|mot)|"
    r"laissez-moi (?:vous )?laisser (?:un|mon) message|plutot un message|un message (?:plutot|a la place))(?!\w)"
)
_BY_MAIL = r"(?:by|via|in|over|per) (?:e-?mail|mail|writing)|par (?:e-?mail|mail|courriel|ecrit)"
_LATER = rf"(?:,? (?:{_POLITE}|later(?: on)?|tomorrow|plus tard|demain))*"
_SOMEBODY = r"(?:you|they|someone|somebody|them|him|her|anyone|an agent|a colleague|your (?:team|colleagues?)|the team)"
_QUELQUUN = r"(?:quelqu'un|vous|on|un collegue|un conseiller|un agent|votre equipe|vos collegues)"
_ANSWER_IN_WRITING: Final = re.compile(
    r"(?<!\w)(?:"
    # English
    rf"(?:have|let|ask|get) {_SOMEBODY}(?: {_POLITE})*(?: to)? (?:e-?mail|write(?: to)?) me(?: back)?{_LATER}\W*$|"
    rf"(?:can|could|would|will|may) {_SOMEBODY}(?: {_POLITE})* (?:e-?mail|write(?: to)?) me(?: back)?{_LATER}\W*$|"
    rf"(?:^|[.,;!?] ?|(?:can|could|would|will|may|have|let|ask|get) {_SOMEBODY} )(?:{_POLITE} |to )*(?:get back to me|"
    rf"(?:answer|reply|respond)(?: to)?(?: me)?|contact me){_LATER} (?:{_BY_MAIL}){_LATER}\W*$|"
    rf"(?:i|we)(?:'d| would)?(?: {_POLITE})* (?:like|prefer|want|rather have)(?: {_POLITE})* (?:to (?:be "
    rf"(?:contacted|answered)|(?:have|get) (?:an|the) (?:answer|reply))|an (?:answer|reply)){_LATER} (?:{_BY_MAIL})"
    rf"{_LATER}\W*$|(?:leave|put)(?: {_POLITE})* (?:my|our|the|a) (?:question|request|matter) in writing|"
    # French
    rf"(?:qu'on|que {_QUELQUUN}|qu'(?:un|une) \w+|{_QUELQUUN} (?:peut|peuvent|pourrait|pouvez|pourriez)|(?:pouvez|"
    rf"pourriez)-vous|(?:peut|pourrait)-on)(?: {_POLITE})* (?:me |m'|nous )(?:repond\w*|ecri\w*|recontact\w*|"
    rf"contact\w*){_LATER}(?: (?:{_BY_MAIL}){_LATER}|(?<=plutot))\W*$|"
    rf"(?:repondez|ecrivez|recontactez|contactez)[- ](?:moi|nous){_LATER} (?:{_BY_MAIL}){_LATER}\W*$|"
    rf"(?:je|j'|on|nous)(?: (?:prefer|voudr|souhait|aimer|desir)\w+)(?: {_POLITE})* (?:(?:etre |qu'on me )"
    rf"(?:re)?contacte\w*|(?:avoir |recevoir )?une reponse){_LATER} (?:{_BY_MAIL}){_LATER}\W*$"
    r")"
)
_PERSON = (
    r"(?:(?:an?|the|any|your|to) )?(?:(?:live|real) )?(?:agents?|persons?|people|humans?|someone|somebody|"
    r"any(?:one|body)|colleagues?|advis[eo]rs?)"
)
_PERSONNE = (
    r"(?:(?:un|une|l'|le|la|d'un|d'une|de|d')\s?)?(?:vrai )?(?:conseill(?:er|ere)|agente?|humain|collegue|"
    r"quelqu'un|vraie personne|personne(?! (?:ne|me|ici)))"
)
_ANY_MORE = r"(?: (?:any ?more|any longer|longer|now|after all|for it|for this|for that|here|in (?:the|this) queue))*"
# A pattern is tried only where one of its words stands: these wishes are rare, and every message is looked at.
_MESSAGE_WORDS = ("message", "note", "msg", "mot")
_WRITING_WORDS = ("mail", "writ", "courriel", "ecri", "plutot")
_GIVEN_UP = (
    # English
    rf"(?:i |we )?(?:really )?(?:do not|don't|dont|no longer|won't|wont|will not|'m not going to|am not going to) "
    rf"(?:want |wish |feel like |going )?(?:to )?(?:keep )?wait(?:ing)?(?: for {_PERSON})?{_ANY_MORE}|"
    rf"(?:i |we )?(?:'d |would |'ll )?(?:rather|prefer) not (?:to )?(?:keep )?wait(?:ing)?{_ANY_MORE}|"
    rf"(?:i )?(?:want to |would like to |'d like to )?(?:stop|end|cancel|quit|leave)(?: (?:the|this|my))? "
    rf"(?:wait(?:ing)?(?: for {_PERSON})?|queue|place(?: in (?:the|this) (?:queue|line))?|hand-?off)|"
    rf"(?:i'm |i am )?(?:leaving|done with) (?:the|this) (?:queue|waiting)|"
    rf"(?:you can )?stop (?:looking|searching) for {_PERSON}|"
    r"(?:(?:can|could) you )?(?:take|get|remove) me (?:out of|off|from) (?:the|this|your) (?:queue|line|waiting list)|"
    rf"(?:i |we |there's |there is )?(?:no longer|don't|dont|do not|no)(?: really)? (?:need|require|want)(?: for)?(?: "
    rf"to (?:talk|speak|chat) (?:to|with))? {_PERSON}{_ANY_MORE}|no {_PERSON} (?:needed|required|necessary){_ANY_MORE}|"
    r"i(?:'ll| will)(?: just)? (?:sort|do|try|solve|continue|carry on|go on|manage)(?: (?:it|this|that))?(?: out)?"
    r"(?: (?:with the (?:ro)?bot|by myself|myself|on my own))|i(?:'ll| will) (?:come|be) back (?:later|tomorrow)|"
    # French
    r"(?:je |on |nous )?(?:ne |n'|j')?(?:veux|veut|voulons|souhaite|souhaitons|vais|va|allons|desire|compte|ai|a|"
    r"avons) (?:plus|pas)(?: (?:l')?(?:envie|intention|le temps) d'| d')? ?attendre"
    r"(?: (?:plus longtemps|davantage|encore|ici))*|"
    r"(?:je (?:n')?|j'|on (?:n')?|nous (?:n')?)(?:attends?|attendons|attendrai) plus(?: longtemps)?|"
    r"(?:je |on )?(?:prefer\w+ |aimerais autant |veux )?ne (?:pas|plus) attendre|j'abandonne(?: l'attente)?|"
    r"(?:j'|je veux |je voudrais |vous pouvez )?(?:annul|arret|cess|stopp?|quitt|interromp)\w*(?: de)? ?(?:l'attente|"
    r"d'attendre|(?:la|cette) file(?: d'attente)?|de chercher|ma place(?: dans la file)?|la mise en relation)|"
    r"(?:sortez|retirez|enlevez|otez|sors|retire|enleve)[- ]moi de (?:la|cette|votre) (?:file|queue|liste)"
    r"(?: d'attente)?|"
    rf"(?:(?:je |on |nous )?(?:n')?(?:j')?(?:ai |a |avons |y a )?)(?:plus|pas) besoin "
    rf"(?:de (?:parler|discuter) (?:a|avec) )?(?:d'|de )?{_PERSONNE}|"
    r"je (?:vais )?(?:continu\w*|poursui\w*) avec le (?:robot|bot)|je (?:vais )?me debrouill\w*"
    r"(?: seule?| tout seul| toute seule| sans)?|je (?:reviens|reviendrai|repasse|repasserai) (?:plus tard|demain)"
)
_IN_PASSING = (
    r"(?:ok|okay|oh|ah|eh|well|no|non|bon|ben|bah|alors|then|so|and|et|but|mais|sorry|desolee?|pardon|actually|finally|"
    r"finalement|en fait|du coup|after all|tout compte fait|please|pls|plz|svp|s'il (?:vous|te) plait|thanks?|"
    r"thank you|merci|it's (?:ok|okay|fine|alright)|that's (?:ok|okay|fine)|i'm (?:fine|good|ok)(?: now)?|all good|"
    r"c'est bon|ca va|ca ira|never ?mind|forget (?:it|about it)|drop it|leave it|laissez tomber|laisse tomber|tant pis|"
    r"oubliez(?: ca)?|oublie|je|i|now|maintenant|anyway|quand meme|just|juste|plutot|instead)"
)
_GIVES_UP: Final = re.compile(
    rf"(?:{_IN_PASSING}\b[ ,.;!:-]*)*(?:{_GIVEN_UP})(?:[ ,.;!:-]+(?:{_IN_PASSING}|{_GIVEN_UP})\b)*\W*"
)
_NOT_LEFT: Final = re.compile(
    r"(?:not|never|won't|don't|dont|didn't|no need to)(?: \w+){0,3} (?:leave|take|drop|note)|(?:already|have|has|"
    r"had) left|(?:ne|n')(?: ?\w+){0,2} pas(?: \w+){0,2} (?:laisser|prendre)|(?:veux|vais|"
    r"souhaite) pas(?: \w+){0,2} laisser|(?:error|warning|following|voice ?mail|voicemail) message|message d'erreur|"
    r"message (?:out|off|away|back to|from|on|in|is|was)(?!\w)"
)
_WHY_NOT: Final = re.compile(r"why (?:don't|not)|(?:ca|could)n't (?:i|we|you)")
_HOW_LONG: Final = re.compile(
    r"(?<!\w)(?:still (?:there|around|with me)|(?:any|some)(?:one|body) (?:there|here|coming|available)|"
    r"are you (?:there|here)|"
    r"how (?:much )?longer|how long(?! (?:is|are|was|were|does|do|has|have|will) (?:the|my|our|your) (?!wait|queue))|"
    r"(?:what(?:'s| is)|which is) my (?:place|position|turn)|(?:am i|when am i|are we) next|"
    r"where am i in the (?:queue|line)|how many (?:\w+ ){0,2}(?:ahead|before)|when (?:will|does|is|do) (?:some(?:one|"
    r"body)|an? (?:agent|person|human|colleague)|it be my turn|my turn)|hello\W*\?|"
    r"(?:will|does|is) (?:it|this|that)(?: going to)? (?:still )?(?:take|be) (?:(?:much|very|too) )?long(?:er)?"
    r"(?=\W*$)|"
    r"how many (?:\w+ ){0,2}in front of (?:me|us)|(?:toujours|encore) la(?=\W*$)|toujours la|vous etes la|"
    r"(?:c'est|ce sera|ca (?:va(?: encore)? (?:etre|durer|prendre)|dure|prend))(?: \w+)? (?:long|longtemps)(?=\W*$)|"
    r"bientot mon tour|"
    r"il y a quelqu'un|y a[- ]?t[- ]?il quelqu'un|y a quelqu'un|quelqu'un (?:est la|arrive|vient)|"
    r"(?:encore )?combien de temps|(?:encore|ce sera|c'est) longtemps|quand (?:est-ce que |est-ce qu')?(?:quelqu'un|"
    r"un (?:collegue|conseiller|agent|humain)|une personne|mon tour|on me)|quelle (?:est )?(?:ma )?(?:place|position)|"
    r"(?:suis|est) le combien|combien (?:de personnes )?(?:devant|avant) moi|allo\W*\??)(?!\w)"
)


def wishes(text: str) -> Iterator[WaitingWish]:
    """Yield what a short folded message wishes; a longer one tells the agent something and wishes nothing."""
    words = text.split(maxsplit=WISH_WORDS)
    if len(words) > WISH_WORDS:
        return
    plain = " ".join(words)
    if _wants_to_leave_message(plain):
        yield WaitingWish.LEAVE_MESSAGE
    if _GIVES_UP.fullmatch(plain):
        yield WaitingWish.GIVE_UP
    if _HOW_LONG.search(plain):
        yield WaitingWish.HOW_LONG


def _wants_to_leave_message(plain: str) -> bool:
    leaves = any(word in plain for word in _MESSAGE_WORDS) and _LEAVE.search(plain)
    wishes = leaves or (any(word in plain for word in _WRITING_WORDS) and _ANSWER_IN_WRITING.search(plain))
    return bool(wishes) and (not _NOT_LEFT.search(plain) or bool(_WHY_NOT.search(plain)))
