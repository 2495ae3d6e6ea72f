/* Word lists, compiled into one map from word key to classes, so that the passage's words are
 * classified with one look-up each. Words are keyed by the tokeniser itself: case and accents are
 * folded, "St." is "st". Invariant: entries[0] is empty, so place 0 means "on no list". */
#include "ingest/lexicon.h"

#include <string.h>

#include "base/mem.h"

#define ENTRIES_MAX 8192 /* all lists hold about 1,500 words; must stay under 2^16 */

typedef struct word_list {
    uint32_t classes;
    const char *words;
} word_list;

static const word_list lists[] = {
    {CN_LEX_MONTH, "january february march april may june july august september october november "
                   "december jan feb mar apr jun jul aug sep sept oct nov dec"},
    {CN_LEX_WEEKDAY, "monday tuesday wednesday thursday friday saturday sunday"},
    {CN_LEX_CONNECTOR,
     "of the de la le las los van von der den ter ten del della di da do du dos das "
     "des al el bin ibn bint y zu af av for ua mac ap ferch verch"},
    {CN_LEX_STYLE, "mr mrs ms miss dr prof professor messrs mme monsieur"},
    {CN_LEX_OFFICE, "president vice senator governor congressman congresswoman director producer "
                    "chancellor premier chairman ceo actor actress rapper singer author "
                    "representative ambassador"},
    {CN_LEX_RANK,
     "sir king queen lord lady prince princess emperor empress pope duke count "
     "countess baron baroness captain general colonel lieutenant sergeant major admiral "
     "judge justice bishop archbishop cardinal rabbi reverend father brother sister "
     "earl duchess dame sultan tsar don dona"},
    {CN_LEX_DOTTED, "st mt ft mr mrs ms dr prof rev hon gen col lt sgt capt gov sen rep ste messrs "
                    "jr sr vs cmdr adm maj no"},
    {CN_LEX_SUFFIX, "jr sr inc ltd llc corp plc gmbh co iii iv"},
    {CN_LEX_OPENER,
     "however although though while when where after before during since until born directed "
     "located founded filmed set based released written produced following originally currently "
     "initially eventually later earlier today previously formerly recently finally additionally "
     "furthermore moreover meanwhile nevertheless nonetheless thus therefore hence instead "
     "besides despite according along among many most several some few both each every all one two "
     "three four five six seven eight nine ten another other others early late first second third "
     "fourth fifth next last new old known named called considered often sometimes usually "
     "generally typically also together like unlike as because if whether once upon under over "
     "near around about within without throughout between beyond beside educated raised growing "
     "using being having it its they their there then these this those what who which why how yes "
     "no not on in at by for from to with of and or but nor yet so the a an he she his her we our "
     "you "
     "your i my me us people members critics fans scholars historians part much more less now "
     "history geography demographics climate economy education plot cast production release "
     "reception career life family background biography awards references notes overview see "
     "shortly soon just only even still perhaps here such any none nothing whereas whose upon "
     "nearly almost approximately roughly prior due given various numerous half parts residents "
     "population construction work music film films album albums song songs series book books "
     "show season episode episodes game games team teams players player company band group school "
     "students members city town village district province state government critics reviews "
     "filming shooting recording principal starring featuring written winner winners "
     "attendance admission research studies evidence water women men children young "
     "total average annual legend tradition modern ancient medieval traditional commercial "
     "critical"},
    {CN_LEX_JOINER,
     "however further yesterday today tomorrow although though while during since until despite "
     "besides "
     "instead thus therefore "
     "hence "
     "meanwhile according because if whether once upon under over near around about within without "
     "throughout between beyond unlike like as also following including starring directed written "
     "produced born located based released founded called named when where and but or"},
    {CN_LEX_PREPOSITION,
     "of in at by from with to for on into onto near during after before under as between among "
     "against about through until since via per upon within without alongside including like than"},
    {CN_LEX_DEMONYM,
     "american british english scottish irish welsh canadian australian french german italian "
     "spanish portuguese dutch belgian swiss austrian polish czech slovak hungarian romanian "
     "bulgarian greek turkish russian ukrainian belarusian lithuanian latvian estonian finnish "
     "swedish norwegian danish icelandic serbian croatian slovenian bosnian macedonian albanian "
     "montenegrin chinese japanese korean vietnamese thai indonesian malaysian filipino indian "
     "pakistani bangladeshi nepalese iranian iraqi israeli jewish arab arabic egyptian moroccan "
     "algerian tunisian libyan nigerian ghanaian kenyan ethiopian ugandan tanzanian congolese "
     "zimbabwean mexican cuban jamaican haitian brazilian argentine argentinian chilean peruvian "
     "colombian venezuelan ecuadorian bolivian uruguayan paraguayan european african asian "
     "byzantine roman persian soviet georgian armenian azerbaijani kazakh afghan syrian lebanese "
     "jordanian saudi kuwaiti burmese cambodian taiwanese mongolian tibetan catholic protestant "
     "anglican christian muslim islamic buddhist hindu latin hebrew celtic norman flemish bavarian "
     "prussian catalan basque bengali tamil telugu punjabi malayalam kannada marathi hindi urdu "
     "palestinian cypriot maltese luxembourgish singaporean hispanic italo anglo franco afro "
     "yugoslav yugoslavian czechoslovak victorian edwardian senegalese cameroonian ivorian "
     "south north east west northern southern eastern western central angolan mozambican namibian "
     "zambian rwandan somali sudanese malian frankish hawaiian "
     "californian texan quebecois mughal ottoman"},
    {CN_LEX_EPITHET,
     "great elder younger bald fat good bold conqueror confessor terrible "
     "magnificent pious short simple wise red black lionheart first second third "
     "unready fearless fair lame blind handsome cruel proud rich strong stammerer "
     "quiet child baptist evangelist apostle martyr impaler navigator hun just "
     "posthumous victorious warlike generous restorer junker wrathful pretender hunchback "
     "peaceful bearded stout tall lion cautious ceremonious gentle holy hammer iron "
     "kind liberator lawgiver learned merry noble old peaceable philosopher saint "
     "scholar seer spider stern troubadour valiant warrior wicked younger elbow "
     "long pilgrim monk builder chaste curly fighter grim illustrious just lazy "
     "mild rash sluggard steadfast usurper white"},
    {CN_LEX_FOR_HEAD,
     "center centre institute society foundation committee council campaign "
     "association ministry department fund office agency school academy award "
     "awards prize medal organization organisation college union party museum bureau "
     "alliance coalition grammy secretary minister"},
    {CN_LEX_ORG_END,
     "university college school academy institute institution company corporation inc ltd llc plc "
     "gmbh corp club fc band orchestra party records pictures studios entertainment productions "
     "association society federation union league committee council commission ministry "
     "department agency bureau bank group holdings industries foundation press church museum "
     "library hospital airlines airways railway brigade regiment army navy force police team "
     "network channel television radio newspaper times tribune gazette magazine conservatory "
     "conservatoire laboratories organization organisation congress parliament senate choir "
     "ensemble quartet trio brewery motors technologies systems software partners associates"},
    {CN_LEX_PLACE_END,
     "city town village county river lake mountain mountains island islands street road avenue "
     "park valley bay sea ocean district province state township borough airport station bridge "
     "castle palace cathedral abbey hall house square hills beach harbor harbour creek peninsula "
     "forest desert coast cemetery stadium arena gardens republic kingdom canal"},
    {CN_LEX_EVENT_END,
     "olympics championship championships cup war battle festival tournament "
     "election elections revolution conference awards ceremony massacre siege "
     "treaty expedition marathon derby exhibition summit crisis riots wars games"},
    {CN_LEX_IS_PERSON,
     "actor actress writer politician singer songwriter musician composer director producer author "
     "player footballer cricketer painter artist poet novelist journalist lawyer judge physician "
     "doctor engineer scientist physicist chemist mathematician biologist historian philosopher "
     "economist theologian priest bishop archbishop saint monk nun rabbi king queen emperor "
     "empress "
     "prince princess duke duchess count countess nobleman noblewoman officer soldier general "
     "admiral businessman businesswoman entrepreneur executive investor model dancer choreographer "
     "comedian presenter host screenwriter playwright filmmaker cinematographer editor "
     "photographer architect designer sculptor illustrator cartoonist drummer guitarist bassist "
     "pianist violinist rapper dj conductor vocalist soprano tenor athlete swimmer runner sprinter "
     "boxer wrestler golfer coach manager professor teacher academic scholar researcher "
     "activist diplomat explorer inventor aviator pilot astronaut criminal murderer victim man "
     "woman person boy girl child son daughter wife husband brother sister father mother member "
     "linguist psychologist sociologist anthropologist archaeologist astronomer botanist zoologist "
     "nurse chef jockey cyclist skier skater gymnast fencer rower goalkeeper defender midfielder "
     "striker quarterback pitcher catcher outfielder linebacker critic columnist broadcaster "
     "publisher translator librettist lyricist organist cellist magician statesman senator "
     "governor "
     "mayor minister president chancellor ruler leader commander aristocrat heiress socialite "
     "personality celebrity youtuber blogger rower canoeist racer driver umpire referee "
     "animator voice trumpeter saxophonist flautist percussionist baritone mezzo contralto "
     "noble monarch sultan caliph pharaoh samurai missionary preacher evangelist pastor reverend "
     "educator educationist banker merchant landowner farmer planter clergyman jurist barrister "
     "solicitor attorney civil servant spy hacker fugitive gangster mobster revolutionary "
     "forward winger goaltender defenceman defenseman peer stuntman showrunner pioneer puppeteer "
     "heir abbot abbess courtier knight viceroy maharaja"},
    {CN_LEX_IS_PLACE,
     "city town village hamlet river lake mountain island country county municipality commune "
     "suburb district province state region parish township settlement neighborhood neighbourhood "
     "borough capital peak hill valley bay sea ocean desert forest park street road building "
     "castle "
     "palace church cathedral temple stadium airport station museum bridge tower monument area "
     "community locality territory republic kingdom archipelago peninsula volcano glacier stream "
     "creek tributary canal lighthouse cemetery house mansion skyscraper hotel theatre theater "
     "square avenue highway port harbour harbor resort oblast canton prefecture ward arena venue "
     "mosque monastery abbey shrine reservoir dam waterfall cave beach continent nation"},
    {CN_LEX_IS_ORG,
     "company band group organization organisation university college school club team party "
     "institution institute agency corporation association society foundation label orchestra "
     "newspaper magazine bank airline manufacturer retailer publisher studio league federation "
     "union network channel station duo trio quartet ensemble choir charity church ministry "
     "collective department army regiment brigade firm business brewery franchise chain "
     "conglomerate "
     "subsidiary startup academy museum library hospital council committee parliament legislature"},
    {CN_LEX_IS_WORK,
     "film movie novel book album song single play opera musical series episode show sitcom drama "
     "comedy documentary poem story painting sculpture symphony sonata ballet game videogame "
     "soundtrack ep mixtape anthology memoir autobiography biography manga anime comic sequel "
     "prequel trilogy telenovela miniseries thriller western cartoon short novella essay treatise "
     "journal program programme podcast track composition hymn anthem ballad adaptation remake "
     "biopic melodrama serial"},
    {CN_LEX_IS_EVENT,
     "war battle tournament festival election championship competition event "
     "earthquake hurricane revolution rebellion siege ceremony race season olympics "
     "conference treaty expedition tour attack massacre accident disaster"},
    {CN_LEX_UNIT,
     "km kilometres kilometers kilometre kilometer m metres meters metre meter cm mm mi mile miles "
     "ft feet foot inch inches yd yards yard square cubic km2 sq kg kilograms g grams lb lbs "
     "pounds "
     "tons tonnes t ha hectares hectare acre acres inhabitants people residents persons households "
     "families percent mph kmh knots litres liters gallons hp kw mw gw mhz ghz hz kb mb gb tb "
     "dollars euros pounds yen rupees students employees soldiers men troops copies votes viewers "
     "degrees minutes seconds hours passengers seats"},
    {CN_LEX_SCALE, "thousand million billion trillion bn crore lakh"},
    {CN_LEX_BEFORE_YEAR, "in since until till before after between around about circa c by from "
                         "year ad died born d b and or to during early late"},
    {CN_LEX_ERA, "ad bc bce ce"},
    {CN_LEX_CENTURY, "century centuries millennium"},
    {CN_LEX_VALUE,
     "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
     "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
     "ninety half a an early mid late beginning middle end spring summer autumn fall winter first "
     "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
     "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenties thirties "
     "forties fifties sixties seventies eighties nineties hundred dozen quarter quarters q noon "
     "midnight the c ca circa"},
    {CN_LEX_HE, "he she"},
    {CN_LEX_IT, "it they"},
    {CN_LEX_PARTICIPLE,
     "directed written produced starring founded known born located situated based released "
     "published set recorded performed composed built owned created designed named called made "
     "featuring co led fronted played living working developed hosted edited headquartered "
     "established formed used found given held serving consisting containing including broadcast "
     "best currently who which that"},
};

int cn_lexicon_add_key(cn_lexicon *lexicon, uint64_t key, uint32_t classes, uint32_t rules,
                       cairn_error *err)
{
    bool is_new;
    uint64_t *place;

    if (!cn_grow((void **)&lexicon->entries, &lexicon->cap, lexicon->n + 1, ENTRIES_MAX,
                 sizeof(*lexicon->entries)) ||
        !(place = cn_map_put(&lexicon->index, key, &is_new)))
        return cn_fail_memory(err, sizeof(*lexicon->entries));
    if (is_new) {
        *place = lexicon->n;
        lexicon->entries[lexicon->n++] = (cn_lex_entry){.classes = 0};
    }
    lexicon->entries[*place].classes |= classes;
    if (rules)
        lexicon->entries[*place].rules = rules;
    return CAIRN_OK;
}

int cn_lexicon_add(cn_lexicon *lexicon, cn_tokenizer *tokenizer, const char *words,
                   uint32_t classes, cairn_error *err)
{
    cn_words found = {.items = NULL};
    int rc = cn_tokenizer_scan(tokenizer, words, strlen(words), &found, err);

    for (size_t i = 0; rc == CAIRN_OK && i < found.n; i++)
        rc = cn_lexicon_add_key(lexicon, found.items[i].key, classes, 0, err);
    cn_words_done(&found);
    return rc;
}

int cn_lexicon_init(cn_lexicon *lexicon, cn_tokenizer *tokenizer, cairn_error *err)
{
    int rc = CAIRN_OK;

    *lexicon = (cn_lexicon){.n = 0};
    cn_map_init(&lexicon->index);
    if (!cn_grow((void **)&lexicon->entries, &lexicon->cap, 1, ENTRIES_MAX,
                 sizeof(*lexicon->entries)))
        return cn_fail_memory(err, sizeof(*lexicon->entries));
    lexicon->entries[lexicon->n++] = (cn_lex_entry){.classes = 0};
    for (size_t i = 0; rc == CAIRN_OK && i < sizeof(lists) / sizeof(*lists); i++)
        rc = cn_lexicon_add(lexicon, tokenizer, lists[i].words, lists[i].classes, err);
    return rc;
}

void cn_lexicon_done(cn_lexicon *lexicon)
{
    cn_map_done(&lexicon->index);
    cn_free(lexicon->entries);
    *lexicon = (cn_lexicon){.n = 0};
}
