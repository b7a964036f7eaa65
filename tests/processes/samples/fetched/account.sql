BEGIN TRANSACTION;
CREATE TABLE disproved (
      realm TEXT NOT NULL, evidence TEXT NOT NULL, job TEXT NOT NULL, PRIMARY KEY (realm, evidence)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE entries (
      realm TEXT NOT NULL, attempt TEXT NOT NULL, wants TEXT NOT NULL, class TEXT NOT NULL, mark TEXT NOT NULL,
      project TEXT NOT NULL, owner TEXT NOT NULL, life TEXT NOT NULL, since REAL NOT NULL, until REAL,
      job TEXT NOT NULL DEFAULT '', journal TEXT NOT NULL DEFAULT '', ignored INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (realm, attempt)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','1dfb9a8310554a3c8f2f1758452c4d51','48f87ff4c7b78bad976e95baf1e285fa0f0f6ad3f9ed749b85a677df4e148748','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','lane','{folder}/.editchain','ede2fed31cbd418fb3e7b1a5c691442e','{folder}/.editchain/processes/ede2fed31cbd418fb3e7b1a5c691442e',1.79581448500431203841e+09,NULL,'','07d3d49b01564fdea4caf1798a6655f1',0);
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','859f155f538345daa8319c63cf7c2c1a','978ef8e523a872c699dc6860ae66b56e014127f437558b92d86481fb89282fc8','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','known','{folder}/.editchain','ede2fed31cbd418fb3e7b1a5c691442e','{folder}/.editchain/processes/ede2fed31cbd418fb3e7b1a5c691442e',1.79581448502536320682e+09,NULL,'477319dd-5157-4eb1-90a3-450aa840e345','07d3d49b01564fdea4caf1798a6655f1',0);
CREATE TABLE journals (
      journal TEXT PRIMARY KEY, project TEXT NOT NULL, host TEXT NOT NULL, boot TEXT NOT NULL, name TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "journals" VALUES('07d3d49b01564fdea4caf1798a6655f1','{folder}/.editchain','3d1219c7c4c5404aaa1f6d2a48adfda4','e7a82883-ef74-4a9a-94e7-d8c302dde85d','vm');
CREATE UNIQUE INDEX one_in_the_lane ON entries (realm) WHERE mark = 'lane';
CREATE UNIQUE INDEX one_attempt_per_job ON entries (realm, job) WHERE job <> '';
CREATE INDEX not_known ON entries (realm) WHERE mark <> 'known';
CREATE INDEX entries_of_journal ON entries (realm, journal);
CREATE INDEX entries_of_project ON entries (realm, project);
COMMIT;
PRAGMA user_version = 3;
