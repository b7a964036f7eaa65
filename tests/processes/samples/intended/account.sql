BEGIN TRANSACTION;
CREATE TABLE entries (
      realm TEXT NOT NULL, attempt TEXT NOT NULL, wants TEXT NOT NULL, class TEXT NOT NULL, mark TEXT NOT NULL,
      project TEXT NOT NULL, owner TEXT NOT NULL, life TEXT NOT NULL, since REAL NOT NULL, until REAL,
      job TEXT NOT NULL DEFAULT '', PRIMARY KEY (realm, attempt)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','2de1768f73f549fb89cdeb9fa4d4adb5','4c50ab821cb918da6cc5ad7a18c9b9b25c32d73980a3330a155d1953804f12d4','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','lane','{folder}/.editchain','1ef9049c39764dc1a1ae978094ce68bf','{folder}/.editchain/processes/1ef9049c39764dc1a1ae978094ce68bf',1.79576027829331088059e+09,NULL,'');
CREATE UNIQUE INDEX one_in_the_lane ON entries (realm) WHERE mark = 'lane';
CREATE UNIQUE INDEX one_attempt_per_job ON entries (realm, job) WHERE job <> '';
CREATE INDEX not_known ON entries (realm) WHERE mark <> 'known';
COMMIT;
PRAGMA user_version = 1;
