"""Tables: the layout of the durable record, version 2, and how an older one becomes it."""

VERSION = 2

# Bodies may hold images: whatever reads many jobs reads them without.
_LIGHT = """CREATE VIEW light AS SELECT
    seq, id, request_id, jobs.model AS model, entry, jobs.key_id AS key_id, account, region,
    jobs.body_sha256 AS body_sha256, prompt, jobs.tier AS tier, created_ms, listed_ms, known_ms, state, held,
    scheduled_ms, ended_ms, code, message, result, notes, operations, performed, unknown_fields, script,
    input_seconds, output_seconds, billed_seconds, meter.tier AS billed_tier
FROM jobs LEFT JOIN meter ON meter.job = jobs.id"""

TABLES = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE jobs (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, request_id TEXT NOT NULL, model TEXT NOT NULL,
        entry TEXT NOT NULL, key_id TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL, body BLOB NOT NULL,
        body_sha256 TEXT NOT NULL, prompt TEXT, tier TEXT NOT NULL,
        created_ms INTEGER NOT NULL, listed_ms INTEGER NOT NULL,
        known_ms INTEGER NOT NULL, state TEXT NOT NULL, held TEXT, scheduled_ms INTEGER, ended_ms INTEGER, code TEXT,
        message TEXT, result TEXT, notes TEXT NOT NULL DEFAULT '[]', operations TEXT NOT NULL DEFAULT '[]',
        performed INTEGER, unknown_fields TEXT NOT NULL, script TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX jobs_by_state ON jobs (state, seq)",
    "CREATE INDEX jobs_by_time ON jobs (created_ms)",
    """CREATE TABLE meter (
        job TEXT PRIMARY KEY REFERENCES jobs (id), billed_ms INTEGER NOT NULL, model TEXT NOT NULL,
        key_id TEXT NOT NULL, input_seconds TEXT NOT NULL,
        output_seconds TEXT NOT NULL, billed_seconds TEXT NOT NULL, tier TEXT NOT NULL, body_sha256 TEXT NOT NULL
    ) STRICT""",
    _LIGHT,
    """CREATE TABLE uploads (
        key TEXT PRIMARY KEY, file TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
        created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL
    ) STRICT""",
)

FROM_1 = (
    "ALTER TABLE jobs ADD COLUMN entry TEXT NOT NULL DEFAULT ''",
    "UPDATE jobs SET entry = model",
    "ALTER TABLE meter ADD COLUMN billed_seconds TEXT NOT NULL DEFAULT '0'",
    "UPDATE meter SET billed_seconds = sum_of(input_seconds, output_seconds)",
    "DROP VIEW light",
    _LIGHT,
)
"""Makes version 1 to version 2; `sum_of` adds decimal texts exactly."""

INSERT_JOB = """INSERT INTO jobs (
    id, request_id, model, entry, key_id, account, region, body, body_sha256, prompt, tier, created_ms, listed_ms, known_ms,
    state, held, unknown_fields, script
) VALUES (
    :id, :request_id, :model, :entry, :key_id, :account, :region, :body, :body_sha256, :prompt, :tier, :created_ms, :listed_ms,
    :known_ms, :state, :held, :unknown_fields, :script
)"""

FINISH_JOB = """UPDATE jobs SET
    state = :state, ended_ms = :ended_ms, code = :code, message = :message, result = :result, notes = :notes,
    operations = :operations, performed = :performed
WHERE id = :id AND state = :source"""

BILL_JOB = """INSERT INTO meter (
    job, billed_ms, model, key_id, input_seconds, output_seconds, billed_seconds, tier, body_sha256
) SELECT id, :billed_ms, model, key_id, :input_seconds, :output_seconds, :billed_seconds, :tier, body_sha256
FROM jobs WHERE id = :id"""

_LISTED = """
WHERE account = :account AND created_ms BETWEEN :start_ms AND :end_ms AND listed_ms <= :now_ms
AND (ended_ms IS NULL OR ended_ms > :forgotten_ms)
AND (:task_id IS NULL OR id = :task_id) AND (:model_name IS NULL OR model = :model_name)
AND (:status IS NULL OR state = :status) AND (:api_key_id IS NULL OR key_id = :api_key_id)
AND (:region IS NULL OR region = :region)"""
COUNT_LISTED = "SELECT count(*) FROM jobs" + _LISTED  # noqa: S608 - constants of this file
LIST_JOBS = "SELECT * FROM light" + _LISTED + " ORDER BY created_ms DESC, seq DESC LIMIT :size OFFSET :skipped"  # noqa: S608

FORGET_BODIES = "UPDATE jobs SET body = x'' WHERE entry = ? AND ended_ms <= ? AND length(body) > 0"
FORGOTTEN_RESULTS = "SELECT result FROM jobs WHERE entry = ? AND ended_ms <= ? AND result IS NOT NULL"
