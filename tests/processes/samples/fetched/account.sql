BEGIN TRANSACTION;
CREATE TABLE entries (
      realm TEXT NOT NULL, attempt TEXT NOT NULL, wants TEXT NOT NULL, class TEXT NOT NULL, mark TEXT NOT NULL,
      project TEXT NOT NULL, owner TEXT NOT NULL, life TEXT NOT NULL, since REAL NOT NULL, until REAL,
      job TEXT NOT NULL DEFAULT '', PRIMARY KEY (realm, attempt)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','3bcfd21e73fb42cbb44bb5ea7896471b','7f9c9d818a6c4e253a95ca9d5ebda54773bbc7121a01516a8c6ed659ba58b407','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','known','{folder}/.editchain','ed59dd5d5a004b12a2f4fa96cb4e2113','{folder}/.editchain/processes/ed59dd5d5a004b12a2f4fa96cb4e2113',1.79576030005688500401e+09,NULL,'25bac7c2-f0d6-45b1-9e32-0a7fb75538ec');
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','af9d6a6fe8a342fdb7f983cb30ddab95','4c50ab821cb918da6cc5ad7a18c9b9b25c32d73980a3330a155d1953804f12d4','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','known','{folder}/.editchain','ed59dd5d5a004b12a2f4fa96cb4e2113','{folder}/.editchain/processes/ed59dd5d5a004b12a2f4fa96cb4e2113',1.79576030002426838879e+09,NULL,'6847bbf4-76bd-4aa1-9651-a850684fa948');
CREATE UNIQUE INDEX one_in_the_lane ON entries (realm) WHERE mark = 'lane';
CREATE UNIQUE INDEX one_attempt_per_job ON entries (realm, job) WHERE job <> '';
CREATE INDEX not_known ON entries (realm) WHERE mark <> 'known';
COMMIT;
PRAGMA user_version = 1;
