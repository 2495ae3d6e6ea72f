-- The store, version 3. Four kinds of rows:
--   read      document, chunk                what the readers gave
--   raw       name, relation, mention, statement   what the extractor saw; never edited
--   counted   origin, name_use, relation_use, block, stated_alias   sums over the raw rows
--   fused     entity, alias, sense, fact, conflict                  made from both
-- Counted and fused rows follow the documents that come and go, and are what a build from scratch
-- gives. What a user decided is kept beside them: decision, learned.
-- Ids of read and raw rows nest, so that a range of ids is a document or a chunk:
--   chunk.id = document.id << 20 | ordinal
-- Mentions and statements have such ids too, chunk.id << 12 | ordinal, but no rows of their own:
-- those of a chunk are packed into one.
-- Ids of names, relations, entities, facts are hashes of their content: the same on
-- every machine, in any order of arrival.
-- IF NOT EXISTS, so that a store of an older version gets the tables it has not (migration in
-- store.c).
CREATE TABLE IF NOT EXISTS meta (
    key TEXT PRIMARY KEY,
    value NOT NULL                -- generation: how often a build was published; unpublished: 1;
                                  -- fused: version of the code that made the fused rows;
                                  -- set.NAME: a setting, see retrieve/settings.h
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS document (
    id INTEGER PRIMARY KEY,
    uri TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,         -- file it came from; row N of it for JSONL: "a.jsonl:12"
    format INTEGER NOT NULL,      -- cairn_format
    hash_low INTEGER NOT NULL,    -- of everything the reader gave, 128 bits
    hash_high INTEGER NOT NULL,
    byte_len INTEGER NOT NULL,    -- of the text; the chunks tile it
    meta TEXT NOT NULL            -- JSON object of the other keys, or ''
);
-- Not unique: a leaving document and its pending successor share a URI until the build.
CREATE INDEX IF NOT EXISTS document_uri ON document (uri);
-- What the next build has to do; a document without a row here is live. Apart from document,
-- so that publishing a first load empties this table instead of rewriting every document.
CREATE TABLE IF NOT EXISTS unsettled (
    document INTEGER PRIMARY KEY,
    state INTEGER NOT NULL        -- cn_document_state: 0 pending, 2 leaving
);
CREATE TABLE IF NOT EXISTS chunk (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,        -- cn_chunk_kind
    heading TEXT NOT NULL,        -- path of headings, ' > ' between levels
    first_byte INTEGER NOT NULL,  -- in the document's text
    src_first INTEGER NOT NULL,   -- in the source file; src_len 0: no such place
    src_len INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS progress (
    document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    stage INTEGER NOT NULL,       -- cairn_stage
    version INTEGER NOT NULL,     -- of the code that did it
    outcome TEXT NOT NULL,        -- '' done, else why it failed
    PRIMARY KEY (document, stage)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS name (
    id INTEGER PRIMARY KEY,       -- hash of the surface
    surface TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS relation (
    id INTEGER PRIMARY KEY,       -- hash of the surface
    surface TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS mention (
    chunk INTEGER PRIMARY KEY,
    n INTEGER NOT NULL,           -- mentions in it
    -- In the order of their ids, each: name (8 bytes, little-endian), kind (1 byte: role << 4 |
    -- type, see cn_mention_role, cn_mention_type), first, len (LEB128; bytes in the chunk's text;
    -- 0, 0 for a title or heading)
    data BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS statement (
    chunk INTEGER PRIMARY KEY,
    n INTEGER NOT NULL,           -- statements in it
    -- In the order of their ids, each: subject, relation, object, normal (8 bytes each,
    -- little-endian: name, relation, name or a name whose surface is the literal, relation in its
    -- normal form or 0), types (1 byte: that of the subject << 4 | that of the object, see
    -- cn_mention_type; dates and quantities are literals), confidence (2 bytes, little-endian, of
    -- 10,000), rule (cn_rule: what said so), flags (CN_STATED_*: how it is meant), first, len (the
    -- sentence, in the chunk's text), all LEB128; further arguments (text and a NUL: a line for
    -- each, role TAB text TAB value)
    data BLOB NOT NULL
);
-- The counted and fused tables carry no REFERENCES: a build from scratch empties them, and SQLite
-- empties a table in one step only when no foreign key touches it. cn_store_check() looks instead.
CREATE TABLE IF NOT EXISTS origin ( -- of each document of the view
    document INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,      -- hash of who says what it says: its site, author or itself
    day INTEGER                   -- its date, in days from 1970-01-01; NULL: not known
);
CREATE TABLE IF NOT EXISTS name_use ( -- by key, so that the names of a key are neighbours
    key INTEGER NOT NULL,         -- see schema/namekey.h; 0 for a name without words
    name INTEGER NOT NULL,
    -- LEB128 each: uses by any row, uses as something that is not a literal, mentions, of them
    -- titles, of them about, and of them those of type 1, 2, ... 7
    counts BLOB NOT NULL,
    PRIMARY KEY (key, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS relation_use (
    relation INTEGER PRIMARY KEY,
    uses INTEGER NOT NULL         -- by statements and facts
);
CREATE TABLE IF NOT EXISTS block ( -- keys that may mean the same stand in one block
    block INTEGER NOT NULL,       -- hash of what they have in common
    key INTEGER NOT NULL,
    PRIMARY KEY (block, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stated_alias ( -- in both directions
    key INTEGER NOT NULL,
    other INTEGER NOT NULL,
    uses INTEGER NOT NULL,        -- statements that say so
    PRIMARY KEY (key, other)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entity (
    id INTEGER PRIMARY KEY,       -- key of its name, see schema/namekey.h; of a further sense a hash
    name TEXT NOT NULL,
    type INTEGER NOT NULL,        -- cn_mention_type
    mentions INTEGER NOT NULL,
    about INTEGER NOT NULL,       -- chunks about it
    -- LEB128 each: facts of which it is the subject or object, and of them those of which it is
    -- the object with type 1, 2, ... 7
    stated BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS alias ( -- a merge: a key that means an entity other than its own
    key INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    target INTEGER NOT NULL,      -- the key it was merged with, which may mean the entity in turn
    score REAL NOT NULL,          -- how sure; shared among the entities it may mean
    features TEXT NOT NULL,       -- "initials fit; types agree"
    reason TEXT NOT NULL,         -- a sentence
    run INTEGER NOT NULL,         -- generation that made it
    is_merged INTEGER NOT NULL,   -- 0: it may mean the entity, and is kept apart
    PRIMARY KEY (key, entity)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS alias_entity ON alias (entity);
CREATE TABLE IF NOT EXISTS sense ( -- of a key that means several: which one a document means
    key INTEGER NOT NULL,
    document INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    PRIMARY KEY (key, document)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fact ( -- by subject, so that this needs no index
    subject INTEGER NOT NULL,     -- entity
    id INTEGER NOT NULL,          -- hash of subject, relation, object
    relation INTEGER NOT NULL,    -- in its canonical form
    object INTEGER,               -- entity; NULL for a literal
    literal TEXT NOT NULL,        -- '' for an entity
    object_type INTEGER NOT NULL,
    support INTEGER NOT NULL,     -- documents that state it
    confidence REAL NOT NULL,
    belief REAL NOT NULL,
    believed INTEGER NOT NULL,    -- 0: lost a conflict
    valid TEXT NOT NULL,          -- when it holds: EDTF intervals, ';' between them; '' not known
    closed_by INTEGER NOT NULL,   -- the newer fact that took its place; 0: none
    recorded INTEGER NOT NULL,    -- generation in which it was first here
    retired INTEGER NOT NULL,     -- generation since which it is not believed; 0: it is
    -- Ids of what states it, ascending, each 8 bytes, little-endian
    statements BLOB NOT NULL,
    PRIMARY KEY (subject, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS fact_object ON fact (object) WHERE object IS NOT NULL;
CREATE TABLE IF NOT EXISTS conflict (
    subject INTEGER NOT NULL,
    relation INTEGER NOT NULL,
    winner INTEGER NOT NULL,      -- fact
    reason TEXT NOT NULL,
    PRIMARY KEY (subject, relation)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS decision ( -- by hand: two keys mean the same, or do not
    a INTEGER NOT NULL,           -- a < b
    b INTEGER NOT NULL,
    verdict INTEGER NOT NULL,     -- cn_decided
    is_applied INTEGER NOT NULL,  -- 0 until the next build
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS decision_b ON decision (b);
CREATE TABLE IF NOT EXISTS learned ( -- what `cairn learn` found out about relations
    kind INTEGER NOT NULL,        -- cn_learned_kind
    rule TEXT NOT NULL,           -- as text, see fusion/rules.h
    confidence REAL NOT NULL,
    support INTEGER NOT NULL,     -- cases in which it holds
    cases INTEGER NOT NULL,       -- in which it could
    PRIMARY KEY (kind, rule)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS build (
    generation INTEGER PRIMARY KEY,
    day TEXT NOT NULL             -- date and time of its publication, ISO 8601 in UTC
);
CREATE TABLE IF NOT EXISTS space ( -- a vector space: one embedder
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    dim INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS vector (
    space INTEGER NOT NULL REFERENCES space (id),
    chunk INTEGER NOT NULL,
    data BLOB NOT NULL,           -- dim little-endian floats
    PRIMARY KEY (space, chunk)
) WITHOUT ROWID;
