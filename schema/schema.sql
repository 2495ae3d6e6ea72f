-- The store, version 2. Three kinds of rows:
--   read      document, chunk                what the readers gave
--   raw       name, relation, mention, statement   what the extractor saw; never edited
--   fused     entity, alias, fact, conflict   made anew from the raw rows
-- Ids of read and raw rows nest, so that a range of ids is a document or a chunk:
--   chunk.id = document.id << 20 | ordinal
-- Mentions and statements have such ids too, chunk.id << 12 | ordinal, but no rows of their own:
-- those of a chunk are packed into one.
-- Ids of names, relations, entities, facts are hashes of their content: the same on
-- every machine, in any order of arrival.
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value NOT NULL                -- generation: how often a build was published; unpublished: 1
) WITHOUT ROWID;
CREATE TABLE document (
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
CREATE INDEX document_uri ON document (uri);
-- What the next build has to do; a document without a row here is live. Apart from document,
-- so that publishing a first load empties this table instead of rewriting every document.
CREATE TABLE unsettled (
    document INTEGER PRIMARY KEY,
    state INTEGER NOT NULL        -- cn_document_state: 0 pending, 2 leaving
);
CREATE TABLE chunk (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,        -- cn_chunk_kind
    heading TEXT NOT NULL,        -- path of headings, ' > ' between levels
    first_byte INTEGER NOT NULL,  -- in the document's text
    src_first INTEGER NOT NULL,   -- in the source file; src_len 0: no such place
    src_len INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE progress (
    document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    stage INTEGER NOT NULL,       -- cairn_stage
    version INTEGER NOT NULL,     -- of the code that did it
    outcome TEXT NOT NULL,        -- '' done, else why it failed
    PRIMARY KEY (document, stage)
) WITHOUT ROWID;
CREATE TABLE name (
    id INTEGER PRIMARY KEY,       -- hash of the surface
    surface TEXT NOT NULL
);
CREATE TABLE relation (
    id INTEGER PRIMARY KEY,       -- hash of the surface
    surface TEXT NOT NULL
);
CREATE TABLE mention (
    chunk INTEGER PRIMARY KEY,
    n INTEGER NOT NULL,           -- mentions in it
    -- In the order of their ids, each: name (8 bytes, little-endian), kind (1 byte: role << 4 |
    -- type, see cn_mention_role, cn_mention_type), first, len (LEB128; bytes in the chunk's text;
    -- 0, 0 for a title or heading)
    data BLOB NOT NULL
);
CREATE TABLE statement (
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
-- The fused tables carry no REFERENCES: each build empties them, and SQLite empties a table
-- in one step only when no foreign key touches it. cn_store_check() looks instead.
CREATE TABLE entity (
    id INTEGER PRIMARY KEY,       -- key of its name, see base/words.h
    name TEXT NOT NULL,
    type INTEGER NOT NULL,        -- cn_mention_type
    mentions INTEGER NOT NULL,
    about INTEGER NOT NULL        -- chunks about it
);
CREATE TABLE alias (              -- a key that means an entity other than its own
    key INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (key, entity)
) WITHOUT ROWID;
CREATE TABLE fact (               -- by subject, so that this needs no index
    subject INTEGER NOT NULL,     -- entity
    id INTEGER NOT NULL,          -- hash of subject, relation, object
    relation INTEGER NOT NULL,
    object INTEGER,               -- entity; NULL for a literal
    literal TEXT NOT NULL,        -- '' for an entity
    object_type INTEGER NOT NULL,
    support INTEGER NOT NULL,     -- documents that state it
    confidence REAL NOT NULL,
    belief REAL NOT NULL,
    believed INTEGER NOT NULL,    -- 0: lost a conflict
    -- Ids of what states it, ascending, each 8 bytes, little-endian
    statements BLOB NOT NULL,
    PRIMARY KEY (subject, id)
) WITHOUT ROWID;
CREATE INDEX fact_object ON fact (object) WHERE object IS NOT NULL;
CREATE TABLE conflict (
    subject INTEGER NOT NULL,
    relation INTEGER NOT NULL,
    winner INTEGER NOT NULL,      -- fact
    reason TEXT NOT NULL,
    PRIMARY KEY (subject, relation)
) WITHOUT ROWID;
CREATE TABLE space (              -- a vector space: one embedder
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    dim INTEGER NOT NULL
);
CREATE TABLE vector (
    space INTEGER NOT NULL REFERENCES space (id),
    chunk INTEGER NOT NULL,
    data BLOB NOT NULL,           -- dim little-endian floats
    PRIMARY KEY (space, chunk)
) WITHOUT ROWID;
