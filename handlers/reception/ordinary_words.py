"""Words that are nobody's name, though titles of the trade write them with a capital."""

from scoring.questions.plain import PLAIN as LANGUAGE

NOUNS = """
a abuse adviser advisers after agency an and are as assessment assistant asye at be before board by cafcass
camhs care cases centre children cin cla committee committees conference consultant court courts cp director
during duty educator ehcp enquiry families fgc for friday from gateway group groups guardianship has health
hearing hub icpc in iro is it lac lado leave leavers management manager mash meeting minister monday next
nhs not of officer officers ofsted on or order orders outline panel parenting pathway placement plan
planning plo practice practitioner proceedings protection qualified rcpc review reviews rota safeguarding
saturday school scrutiny section send service services sgo since slack social sunday supervision supervisor
supervisors support swe team teams the thursday to training tuesday two uasc until vacancy visit visitor
visits wednesday with work worker workers workforce
"""
QUALIFIERS = """
adult advanced advocate age agree agreed ask assurance authority away bank business caring case chair chief
child children's christmas civic close closing complex compressed connected contextual core corporate county
court cover crime crown death deputy designated direct disabled domestic drug duty early easter edge
emergency exclusion exit exploitation family final focused force freedom front give government group head
high home hot housing immigration improvement incident independent initial interim justice kinship large
late lead learning legal liberty life local looked mental missing move multi-agency national needs neglect
new newly occupational office out panel parent partner pathway pause personal police principal private
programme progression protected public quality reallocate reasonable recovery recruit reflective regional
regulation restorative return review room scheme section secure see senior serious sexual share signs single
social special stability statutory staying story strategy strengthening student substance support supported
systemic talk targeted tell temporary three transfer vacant victim violence virtual weekend writing young
youth
"""
GIVEN = """
alma amber angel april art august autumn basil bay bill bob brook carol chance charity chase cherry chuck
clay cliff crystal daisy dale dawn dean dick dolly don drew earnest eve faith fern flora forest frank gene
ginger glen grace grant guy hazel heath heather holly hope hunter ivy jack jade jasper jean jimmy john joy
jude june king lance lee lily mark martin max may melody mercy miles misty nick norm olive pansy pat
patience pearl penny pip poppy prince ray rich rob robin rock rose ruby rusty sally sandy skip sky sue
summer teddy terry tim tom violet wade ward will woody
"""
"""Ordinary words that are somebody's given name too."""

ANYWHERE = frozenset(NOUNS.split())
"""Words that make no name of a capital word beside them."""

FIRST = ANYWHERE | frozenset(QUALIFIERS.split()) | (frozenset(LANGUAGE.split()) - frozenset(GIVEN.split()))
"""Words that begin a sentence or a title, so that a capital word after them makes no name."""
