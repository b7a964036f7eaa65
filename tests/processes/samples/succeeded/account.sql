BEGIN TRANSACTION;
CREATE TABLE entries (
      realm TEXT NOT NULL, attempt TEXT NOT NULL, wants TEXT NOT NULL, class TEXT NOT NULL, mark TEXT NOT NULL,
      project TEXT NOT NULL, owner TEXT NOT NULL, life TEXT NOT NULL, since REAL NOT NULL, until REAL,
      job TEXT NOT NULL DEFAULT '', PRIMARY KEY (realm, attempt)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','c913c7a0fa8a41d7a704686385dd678e','7f9c9d818a6c4e253a95ca9d5ebda54773bbc7121a01516a8c6ed659ba58b407','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','known','{folder}/.editchain','16d857e70c5e49a499fa0e1921898099','{folder}/.editchain/processes/16d857e70c5e49a499fa0e1921898099',1.79576029528905653951e+09,NULL,'47e82a0d-1689-44c6-86de-a17bd17979d6');
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','cb1658eb7f0c4405b0ec15a5bc94d471','4c50ab821cb918da6cc5ad7a18c9b9b25c32d73980a3330a155d1953804f12d4','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','known','{folder}/.editchain','16d857e70c5e49a499fa0e1921898099','{folder}/.editchain/processes/16d857e70c5e49a499fa0e1921898099',1.79576029516660213474e+09,NULL,'e83dca87-46ce-4820-a20d-37c296e2ecc7');
CREATE UNIQUE INDEX one_in_the_lane ON entries (realm) WHERE mark = 'lane';
CREATE UNIQUE INDEX one_attempt_per_job ON entries (realm, job) WHERE job <> '';
CREATE INDEX not_known ON entries (realm) WHERE mark <> 'known';
COMMIT;
PRAGMA user_version = 1;
