/* The statement patterns, one row each with an example that the tests run.
 *
 * To add one: name the words it begins at (triggers, lower case, no accents), write what follows
 * with the macros below, say where its subject stands (kind, flags), and give the example. Forms
 * are lower case, without brackets and double quotes, see form.h. */
#include "ingest/patterns.h"

/* A name as object; not one that only owns what is meant ("by Ford's brother"). */
#define NAME "\x01(?! ')"
#define DATE CN_FORM_DATE
/* Names in a list that an "and" closes; without one a comma starts an apposition. */
#define LIST NAME "(?:(?:, " NAME ")*(?:,? and | & )" NAME ")?"
#define CAST NAME "(?:(?:,? and |, | & )" NAME ")*"
/* A word that is no preposition or conjunction, with the space after it. */
#define WORD                                                                                       \
    "(?!(?:of|in|at|by|from|with|to|for|on|and|or|but|who|which|that|as|into|where|when|after|"    \
    "before|during|against|between|under|within|through|near|over|about|around|since|until|than|"  \
    "upon|without|among|along|across|is|was|were|are|not) )[^ \x01-\x04,;:.]+ "
/* What may stand between a phrase and its name: "by the American film-maker N". */
#define W "(?:" WORD "){0,5}+"
#define WD "(?:" WORD "|" DATE " ){0,5}+"
/* The rest of "written, produced and (directed by N)". */
#define COORD "(?:(?:,|,? and|,? &)(?: [a-z]+ly)? [a-z-]+){0,4}?"
/* Two parents: "N, Count of N, and his wife, N"; what the first one is called beside is passed
 * over. */
#define PARENTS                                                                                    \
    "(?<o>" NAME ")(?:(?:, (?:the )?(?:[a-z0-9]+ )?\x01)?,? and (?:(?:his|her) " WORD ",? ?|" W    \
    ")"                                                                                            \
    "(?<o2>" NAME "))?"
#define WHEN "(?:,? (?:in|on) " DATE ",?)?"
#define KIN                                                                                        \
    "wife|husband|son|daughter|father|mother|brother|sister|spouse|partner|widow|cousin|uncle|"    \
    "aunt|nephew|niece|grandfather|grandmother|grandson|granddaughter|stepfather|stepmother|"      \
    "father-in-law|mother-in-law|brother-in-law|son-in-law|consort|twin"
#define OFFICE                                                                                     \
    "capital|county seat|director|creator|founder|author|composer|ceo|president|headquarters|"     \
    "successor|predecessor|parent company|owner|producer|writer|screenwriter|manager|label"
#define HELD                                                                                       \
    "(?:[a-z-]+ ){0,2}?(?<r>" KIN "|" OFFICE ")"                                                   \
    "(?:,? (?:(?:the |fellow )?(?:[a-z-]+ )?[a-z]+(?:er|or|ist|ress|man|ian) )?|,? (?:is|was) " W  \
    ")(?<o>" NAME ")"
/* What may stand in a bracket before the dates of a life; not those of a reign. */
#define LIFE                                                                                       \
    "(?!.{0,40}\\b(?:ruled?|reigned|reign|r|active|fl|flourished|aired|founded|office)\\b)[^;"     \
    "\x02-\x04]{0,60}"
#define NONE CN_TYPE_OTHER

const cn_pattern cn_pattern_table[] = {
    {"is a", CN_RULE_IS_A, CN_FORM_NOUN, "is was are were",
     "\\G(?:is|was|are|were) (?:(?:also|still|now|perhaps|currently|formerly|originally) )?"
     "(?:an?|the|one of the) ",
     "is a", 0.9, NONE, CN_TYPE_CLASS, CN_CODE_NAME, CN_PATTERN_CLASSES,
     "Levon Helm was an American drummer, songwriter, and record producer.",
     "Levon Helm | is a | record producer"},

    {"lived from to", CN_RULE_BIRTH, CN_FORM_NOUN, "",
     "\\G" LIFE "(?<o>" DATE ")[^;\x02]{0,60}- [^;\x02]{0,40}" DATE, "born on", 0.93,
     CN_TYPE_PERSON, NONE, CN_CODE_DATE, CN_PATTERN_ONLY_NOTE,
     "Mary Shelley (30 August 1797 – 1 February 1851) wrote.",
     "Mary Shelley | born on | 30 August 1797"},
    {"lived from to, end", CN_RULE_DEATH, CN_FORM_NOUN, "",
     "\\G" LIFE "" DATE "[^;\x02]{0,60}- [^;\x02]{0,40}(?<o>" DATE ")", "died on", 0.93,
     CN_TYPE_PERSON, NONE, CN_CODE_DATE, CN_PATTERN_ONLY_NOTE,
     "Mary Shelley (30 August 1797 – 1 February 1851) wrote.",
     "Mary Shelley | died on | 1 February 1851"},
    {"lived from to, place", CN_RULE_BIRTH, CN_FORM_NOUN, "",
     "\\G" LIFE "" DATE "(?:,| in) (?<o>" NAME ")[^;\x02]{0,60}- ", "born in", 0.93, CN_TYPE_PERSON,
     CN_TYPE_PLACE, CN_CODE_NAME, CN_PATTERN_ONLY_NOTE,
     "Kurt Weill (2 March 1900, Dessau – 3 April 1950, New York City) wrote.",
     "Kurt Weill | born in | Dessau"},
    {"lived from to, end place", CN_RULE_DEATH, CN_FORM_NOUN, "",
     "\\G" LIFE "" DATE "[^;\x02]{0,60}- [^;\x02]{0,40}" DATE "(?:,| in) (?<o>" NAME ")", "died in",
     0.93, CN_TYPE_PERSON, CN_TYPE_PLACE, CN_CODE_NAME, CN_PATTERN_ONLY_NOTE,
     "Kurt Weill (2 March 1900, Dessau – 3 April 1950, New York City) wrote.",
     "Kurt Weill | died in | New York City"},
    {"born on", CN_RULE_BIRTH, CN_FORM_PARTICIPLE, "born b baptised baptized",
     "\\G(?:b\\.|[a-z]{4,})(?! (?:and|to|as) )(?:(?! and )[^;:\x02\x04]){0,60}?(?<o>" DATE ")",
     "born on", 0.95, CN_TYPE_PERSON, NONE, CN_CODE_DATE, CN_PATTERN_NOTE,
     "Mo Yan (born 17 February 1955) is a novelist.", "Mo Yan | born on | 17 February 1955"},
    {"born in", CN_RULE_BIRTH, CN_FORM_PARTICIPLE, "born",
     "\\Gborn(?:(?: (?:[a-z]+ )?" DATE "), (?<o2>" NAME ")|(?:(?: (?:[a-z]+ )?)" DATE
     ",?)?(?: " NAME ")?,?(?: [a-z-]+){0,4}? (?:in|at|near) " W "(?<o>" NAME "))",
     "born in", 0.93, CN_TYPE_PERSON, CN_TYPE_PLACE, CN_CODE_NAME, CN_PATTERN_NOTE,
     "She was born on 4 May 1929 in Ixelles. Audrey Hepburn was born in Ixelles, Belgium.",
     "Audrey Hepburn | born in | Ixelles"},
    {"born to", CN_RULE_BIRTH, CN_FORM_PARTICIPLE, "born", "\\Gborn[^;:\x04]{0,60}? to " W PARENTS,
     "child of", 0.85, CN_TYPE_PERSON, CN_TYPE_PERSON, CN_CODE_NAME, 0,
     "Robert Graves was born to Amalie von Ranke.", "Robert Graves | child of | Amalie von Ranke"},
    {"died on", CN_RULE_DEATH, CN_FORM_VERB, "died d killed executed assassinated murdered",
     "\\G(?:d\\.|[a-z]{4,})[^;:\x02\x04]{0,80}?(?<o>" DATE ")", "died on", 0.92, CN_TYPE_PERSON,
     NONE, CN_CODE_DATE, CN_PATTERN_NOTE, "Teutberga( died 11 November 875) was a queen.",
     "Teutberga | died on | 11 November 875"},
    {"died in", CN_RULE_DEATH, CN_FORM_VERB, "died",
     "\\Gdied(?:,? (?!in |at )[^ \x01-\x04;:.,]+|,? " DATE ",?|,){0,8}? (?:in|at|near) " W
     "(?<o>" NAME ")",
     "died in", 0.92, CN_TYPE_PERSON, CN_TYPE_PLACE, CN_CODE_NAME, CN_PATTERN_NOTE,
     "Kurt Weill died of a heart attack in New York City.", "Kurt Weill | died in | New York City"},
    {"his death", CN_RULE_DEATH, CN_FORM_NOUN, "death",
     "\\G(?:(?<=his )|(?<=her ))death (?:in|on) (?:[a-z]+ ){0,2}(?<o>" DATE ")", "died on", 0.85,
     CN_TYPE_PERSON, NONE, CN_CODE_DATE, CN_PATTERN_SUBJECT_OF_FORM,
     "Guy ruled Lucca until his death in 928.", "Guy | died on | 928"},
    {"buried in", CN_RULE_DEATH, CN_FORM_PARTICIPLE, "buried interred",
     "\\G[a-z]+(?: [a-z]+){0,4}? (?:in|at) " W "(?<o>" NAME ")", "buried in", 0.92, CN_TYPE_PERSON,
     CN_TYPE_PLACE, CN_CODE_NAME, 0, "Karl Marx was buried in Highgate Cemetery.",
     "Karl Marx | buried in | Highgate Cemetery"},

    {"passive", CN_RULE_VERB, CN_FORM_PARTICIPLE,
     "directed written produced composed founded established created designed developed published "
     "released recorded performed sung edited built constructed owned operated managed painted "
     "illustrated hosted presented narrated adapted sponsored acquired bought purchased "
     "commissioned "
     "invented discovered succeeded preceded influenced inspired killed assassinated "
     "murdered voiced portrayed played led fronted distributed manufactured organized organised "
     "run "
     "headed defeated conquered occupied photographed shot filmed scored arranged covered "
     "broadcast "
     "issued sculpted choreographed translated penned authored employed trained coached governed "
     "ruled introduced described replaced followed signed won launched formed chaired taught",
     "\\G(?<r>[a-z-]+)" COORD WHEN "(?: [a-z]+ly)?,? by " W "(?<o>" LIST ")", "* by", 0.9, NONE,
     NONE, CN_CODE_NAME, 0, "Ivania is a 1926 German film directed by Max Mack.",
     "Ivania | directed by | Max Mack"},
    {"active", CN_RULE_VERB, CN_FORM_VERB,
     "directed wrote produced founded established created composed designed invented discovered "
     "won "
     "painted built owns owned joined succeeded led defeated acquired bought recorded hosted "
     "edited "
     "published released portrays portrayed played plays leads killed formed developed received "
     "commanded ruled replaced translated conquered captured operates manages hosts coached "
     "narrated voiced adapted illustrated attended taught launched "
     "opened sponsored influenced assassinated murdered purchased runs covers borders",
     "\\G(?<r>[a-z]+)(?: and [a-z-]+)? " WD "(?<o>" LIST ")", "*", 0.82, NONE, NONE, CN_CODE_NAME,
     CN_PATTERN_ACTIVE, "Walt Disney founded the Disney Brothers Studio.",
     "Walt Disney | founded | Disney Brothers Studio"},
    {"starring", CN_RULE_VERB, CN_FORM_PARTICIPLE, "starring featuring",
     "\\G(?<r>[a-z]+) " W "(?<o>" CAST ")", "*", 0.9, NONE, CN_TYPE_PERSON, CN_CODE_NAME, 0,
     "Heat is a 1995 film starring Al Pacino, Robert De Niro and Val Kilmer.",
     "Heat | starring | Val Kilmer"},
    {"stars", CN_RULE_VERB, CN_FORM_VERB, "stars features starred", "\\G[a-z]+ " W "(?<o>" CAST ")",
     "starring", 0.88, NONE, NONE, CN_CODE_NAME, CN_PATTERN_ACTIVE, "Heat stars Al Pacino.",
     "Heat | starring | Al Pacino"},
    {"married", CN_RULE_VERB, CN_FORM_VERB, "married marries wed",
     "\\G[a-z]+(?: to)? " WD "(?<o>" NAME ")", "married to", 0.9, CN_TYPE_PERSON, CN_TYPE_PERSON,
     CN_CODE_NAME, 0, "Claude Monet married Camille Doncieux.",
     "Claude Monet | married to | Camille Doncieux"},
    {"kin of", CN_RULE_POSSESSIVE, CN_FORM_NOUN,
     "son daughter wife husband father mother brother sister nephew niece cousin grandson "
     "granddaughter grandfather grandmother widow uncle aunt child stepson stepdaughter heir "
     "descendant spouse consort sons daughters children brothers",
     "\\G(?<r>[a-z]+(?:-in-law)?)(?: and (?:heir|successor))? of " W PARENTS, "* of", 0.9,
     CN_TYPE_PERSON, CN_TYPE_PERSON, CN_CODE_NAME, 0, "Ermengard, daughter of Louis II, ruled.",
     "Ermengard | daughter of | Louis II"},
    {"his kin", CN_RULE_POSSESSIVE, CN_FORM_NOUN, "his her their its",
     "\\G(?:his|her|their|its) " HELD, "*", 0.85, NONE, NONE, CN_CODE_NAME,
     CN_PATTERN_SUBJECT_OF_FORM, "Guy ruled with his father Adalbert.", "Guy | father | Adalbert"},
    {"'s kin", CN_RULE_POSSESSIVE, CN_FORM_NOUN, "s", "\\Gs " HELD, "*", 0.85, NONE, NONE,
     CN_CODE_NAME, CN_PATTERN_OWNER, "Hugh met Guy's widow, Marozia.", "Guy | widow | Marozia"},
    {"role of", CN_RULE_VERB, CN_FORM_NOUN,
     "president king queen emperor mayor governor bishop archbishop pope ceo director head "
     "chairman "
     "chair leader founder owner editor captain coach manager minister chancellor duke count earl "
     "prince princess lord sultan secretary ambassador professor dean author creator composer "
     "writer producer star ruler commander vocalist singer guitarist drummer bassist frontman host "
     "developer inventor designer member citizen resident native graduate alumnus student "
     "governess "
     "margrave abbot premier patron premier",
     "\\G(?<r>[a-z-]+)(?:(?:,|,? and) [a-z-]+){0,3}? of " W "(?<o>" LIST ")", "* of", 0.86, NONE,
     NONE, CN_CODE_NAME, 0, "Hugh was king of Italy.", "Hugh | king of | Italy"},
    {"part of", CN_RULE_VERB, CN_FORM_NOUN,
     "capital part subsidiary division tributary suburb district seat affiliate branch brand "
     "sequel prequel adaptation remake cover successor predecessor",
     "\\G(?<r>[a-z-]+)(?: [a-z]+)?(?:,? (?:and|or) [a-z]+(?: [a-z]+)?)? (?:of|to) " W "(?<o>" LIST
     ")",
     "* of", 0.86, NONE, NONE, CN_CODE_NAME, 0, "Halle is part of Saxony.",
     "Halle | part of | Saxony"},
    {"located in", CN_RULE_VERB, CN_FORM_PARTICIPLE, "located situated lies lying",
     "\\G[a-z]+(?: [a-z-]+){0,6}? (?:in|at|on|near|within) " W "(?<o>" NAME ")", "located in", 0.9,
     NONE, CN_TYPE_PLACE, CN_CODE_NAME, 0,
     "Palace Entertainment is a company located in Newport Beach, California.",
     "Palace Entertainment | located in | Newport Beach"},
    {"based in", CN_RULE_VERB, CN_FORM_PARTICIPLE, "based headquartered",
     "\\G[a-z]+(?: [a-z]+)?,? (?:in|at) " W "(?<o>" NAME ")", "based in", 0.9, NONE, CN_TYPE_PLACE,
     CN_CODE_NAME, 0, "Nokia is a company based in Espoo.", "Nokia | based in | Espoo"},
    {"place in", CN_RULE_VERB, CN_FORM_NOUN,
     "city town village hamlet river lake mountain island county municipality commune suburb "
     "district province region parish township settlement neighborhood neighbourhood borough "
     "peak hill valley park street road castle palace church cathedral stadium airport station "
     "museum bridge school university college community locality hospital club team",
     "\\G[a-z]+(?:,? (?:and|or) [a-z ]{3,24})? in " W "(?<o>" NAME ")", "located in", 0.9, NONE,
     CN_TYPE_PLACE, CN_CODE_NAME, CN_PATTERN_COPULAR, "Halle is a city in Saxony.",
     "Halle | located in | Saxony"},
    {"come from", CN_RULE_VERB, CN_FORM_NOUN,
     "band group duo trio singer rapper artist musician player footballer cricketer politician "
     "company actor actress wrestler boxer",
     "\\G[a-z]+ from " W "(?<o>" NAME ")", "from", 0.9, NONE, CN_TYPE_PLACE, CN_CODE_NAME,
     CN_PATTERN_COPULAR, "Frog Eyes is an indie rock band from Victoria.",
     "Frog Eyes | from | Victoria"},
    {"work by", CN_RULE_VERB, CN_FORM_NOUN,
     "song album single novel book film painting poem play opera ep mixtape story musical symphony "
     "series soundtrack documentary essay ballad anthology composition sculpture memoir manga "
     "compilation",
     "\\G[a-z]+ by " W "(?<o>" LIST ")", "by", 0.9, NONE, NONE, CN_CODE_NAME, 0,
     "Emma is a novel by Jane Austen.", "Emma | by | Jane Austen"},
    {"of the year", CN_RULE_VERB, CN_FORM_NOUN, "is was",
     "\\G(?:is|was) an? (?<o>" DATE
     ") (?:[a-z-]+ |\x01 ){0,6}?(?:film|song|album|single|novel|book|movie|"
     "ep|game|series|documentary|drama|comedy|thriller|play|musical)",
     "released in", 0.9, CN_TYPE_WORK, NONE, CN_CODE_DATE, 0,
     "Ivania is a 1926 German silent film.", "Ivania | released in | 1926"},
    {"done in", CN_RULE_VERB, CN_FORM_PARTICIPLE,
     "released published founded established built opened formed incorporated created completed "
     "launched premiered aired constructed designed dissolved closed abolished recorded discovered "
     "inaugurated settled organized started began introduced written demolished",
     "\\G(?<r>[a-z]+)(?: [a-z-]+){0,3}?(?: (?:by|in|at|through) " W LIST ",?)?,? (?:in|on) "
     "(?:[a-z]+ ){0,3}(?<o>" DATE ")",
     "* in", 0.87, NONE, NONE, CN_CODE_DATE, 0, "Nokia was founded in 1865.",
     "Nokia | founded in | 1865"},
    {"studied at", CN_RULE_VERB, CN_FORM_VERB, "educated studied trained studying",
     "\\G[a-z]+(?:,? [^ \x01-\x04;:.,]+){0,6}? at " W "(?<o>" LIST ")", "studied at", 0.9,
     CN_TYPE_PERSON, CN_TYPE_ORGANISATION, CN_CODE_NAME, 0,
     "Peter Higgs was educated at King's College.", "Peter Higgs | studied at | King's College"},
    {"graduated from", CN_RULE_VERB, CN_FORM_VERB, "graduated",
     "\\Ggraduated(?: [^ \x01-\x04;:.,]+){0,5}? (?:from|at) " W "(?<o>" LIST ")", "graduated from",
     0.9, CN_TYPE_PERSON, CN_TYPE_ORGANISATION, CN_CODE_NAME, 0,
     "Nora Ephron graduated from Wellesley College.",
     "Nora Ephron | graduated from | Wellesley College"},
    {"worked for", CN_RULE_VERB, CN_FORM_VERB, "works worked working",
     "\\G[a-z]+(?: [^ \x01-\x04;:.,]+){0,5}? (?<r>for|at|with) " W "(?<o>" LIST ")", "worked *",
     0.85, CN_TYPE_PERSON, NONE, CN_CODE_NAME, 0, "Ada Yonath worked at the Weizmann Institute.",
     "Ada Yonath | worked at | Weizmann Institute"},
    {"played for", CN_RULE_VERB, CN_FORM_VERB, "played plays playing",
     "\\G[a-z]+(?: [^ \x01-\x04;:.,]+){0,7}? for " W "(?<o>" LIST ")", "played for", 0.88,
     CN_TYPE_PERSON, NONE, CN_CODE_NAME, 0, "Jan Oblak plays as a goalkeeper for Atletico Madrid.",
     "Jan Oblak | played for | Atletico Madrid"},
    {"appeared in", CN_RULE_VERB, CN_FORM_VERB,
     "appeared starred acted featured performed appears appearing competed served fought "
     "participated",
     "\\G(?<r>[a-z]+)(?: [^ \x01-\x04;:.,]+){0,4}? (?:in|on|at) " WD "(?<o>" LIST ")", "* in", 0.85,
     NONE, NONE, CN_CODE_NAME, 0, "Tom Hanks starred in Cast Away.",
     "Tom Hanks | starred in | Cast Away"},
    {"lived in", CN_RULE_VERB, CN_FORM_VERB,
     "moved emigrated lived lives living resides resided settled raised grew immigrated relocated "
     "originated",
     "\\G(?<r>(?:moved|emigrated|immigrated|relocated)(?: [a-z]+)? "
     "to|(?:lived|lives|living|resides|"
     "resided|settled|raised|grew up|originated) in) " W "(?<o>" NAME ")",
     "*", 0.88, NONE, CN_TYPE_PLACE, CN_CODE_NAME, 0, "Mark Rothko grew up in Portland.",
     "Mark Rothko | grew up in | Portland"},
    {"based on", CN_RULE_VERB, CN_FORM_PARTICIPLE, "based",
     "\\Gbased (?:up)?on " WD "(?<o>" NAME ")", "based on", 0.88, NONE, NONE, CN_CODE_NAME, 0,
     "Jaws is a film based on the novel Shark.", "Jaws | based on | Shark"},
    {"named after", CN_RULE_VERB, CN_FORM_PARTICIPLE, "named",
     "\\Gnamed (?:after|for) " W "(?<o>" NAME ")", "named after", 0.92, NONE, NONE, CN_CODE_NAME, 0,
     "Houston was named after Sam Houston.", "Houston | named after | Sam Houston"},
    {"known as", CN_RULE_VERB, CN_FORM_PARTICIPLE, "known called billed credited titled nicknamed",
     "\\G(?:known|billed|credited)(?: [a-z]+){0,4}? (?:as|by (?:his|her|the) [a-z ]{0,24}(?:name|"
     "mononym)) " W "(?<o>" LIST ")|\\G(?:called|titled|nicknamed) (?<o2>" NAME ")",
     "also known as", 0.85, NONE, NONE, CN_CODE_NAME, 0,
     "Ringo Starr, also known as Richard Starkey, sang.",
     "Ringo Starr | also known as | Richard Starkey"},
    {"flows into", CN_RULE_VERB, CN_FORM_VERB, "flows empties drains flowing",
     "\\G[a-z]+(?: [a-z-]+){0,4}? into " W "(?<o>" NAME ")", "flows into", 0.92, CN_TYPE_PLACE,
     CN_TYPE_PLACE, CN_CODE_NAME, 0, "The Inn flows into the Danube. Inn flows into Danube.",
     "Inn | flows into | Danube"},
    {"released through", CN_RULE_VERB, CN_FORM_PARTICIPLE, "released published issued",
     "\\G(?<r>[a-z]+)(?: (?:in|on) " DATE ",?)?(?: [a-z]+)? (?:through|via|under|on) (?!" DATE ")" W
     "(?<o>" NAME ")",
     "* by", 0.82, NONE, CN_TYPE_ORGANISATION, CN_CODE_NAME, 0,
     "Nevermind was released on September 24, 1991, through DGC Records.",
     "Nevermind | released by | DGC Records"},
    {"signed to", CN_RULE_VERB, CN_FORM_VERB, "signed signs",
     "\\G[a-z]+(?: [^ \x01-\x04;:.,]+){0,4}? (?:to|with|by|for) " W "(?<o>" NAME ")", "signed to",
     0.85, NONE, CN_TYPE_ORGANISATION, CN_CODE_NAME, 0, "Bob Dylan signed with Columbia Records.",
     "Bob Dylan | signed to | Columbia Records"},
    {"became", CN_RULE_VERB, CN_FORM_VERB, "became elected appointed crowned",
     "\\G[a-z]+ (?:as )?" WD "(?<o>" NAME ")", "became", 0.8, NONE, NONE, CN_CODE_NAME, 0,
     "Gough Whitlam became Prime Minister of Australia.",
     "Gough Whitlam | became | Prime Minister of Australia"},
    {"place, place", CN_RULE_VERB, CN_FORM_NOUN, "in at near",
     "\\G(?<!^)[a-z]+ (?<s>" NAME "), (?<o>" NAME ")(?! (?:and|or|&)|, (?:and|or|&) \x01|,? \x01)"
     "(?=[,.;]|$| (?:on|to|in|as|from|at|with|until|for|by|-) )",
     "located in", 0.8, CN_TYPE_PLACE, CN_TYPE_PLACE, CN_CODE_NAME, CN_PATTERN_NOTE,
     "Audrey Hepburn was born in Ixelles, Belgium.", "Ixelles | located in | Belgium"},
    {"population", CN_RULE_VERB, CN_FORM_NOUN, "population",
     "\\Gpopulation(?: [a-z]+){0,3}? (?:of|was|is) (?:[a-z]+ ){0,2}(?<o>" CN_FORM_QUANTITY ")",
     "population", 0.9, CN_TYPE_PLACE, NONE, CN_CODE_QUANTITY, CN_PATTERN_SUBJECT_OF_FORM,
     "Raleigh has a population of 403,892.", "Raleigh | population | 403,892"},
};
const size_t cn_pattern_count = sizeof(cn_pattern_table) / sizeof(*cn_pattern_table);
