BEGIN TRANSACTION;
CREATE TABLE entries (
      realm TEXT NOT NULL, attempt TEXT NOT NULL, wants TEXT NOT NULL, class TEXT NOT NULL, mark TEXT NOT NULL,
      project TEXT NOT NULL, owner TEXT NOT NULL, life TEXT NOT NULL, since REAL NOT NULL, until REAL,
      job TEXT NOT NULL DEFAULT '', PRIMARY KEY (realm, attempt)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','d83779099e6b41b180abe6d1c23e0373','4c50ab821cb918da6cc5ad7a18c9b9b25c32d73980a3330a155d1953804f12d4','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','shadow','{folder}/.editchain','7951ce3eb341472b8e935f62fec62dfe','{folder}/.editchain/processes/7951ce3eb341472b8e935f62fec62dfe',1.79576127504479289053e+09,1.79576128106724500653e+09,'');
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','d9b2f23dabdc40f7bd07fc719f4f1be9','4c50ab821cb918da6cc5ad7a18c9b9b25c32d73980a3330a155d1953804f12d4','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','grave','{folder}/.editchain','7951ce3eb341472b8e935f62fec62dfe','{folder}/.editchain/processes/7951ce3eb341472b8e935f62fec62dfe',1.79576121347833633423e+09,1.79576121958350825311e+09,'');
CREATE UNIQUE INDEX one_in_the_lane ON entries (realm) WHERE mark = 'lane';
CREATE UNIQUE INDEX one_attempt_per_job ON entries (realm, job) WHERE job <> '';
CREATE INDEX not_known ON entries (realm) WHERE mark <> 'known';
COMMIT;
PRAGMA user_version = 1;
