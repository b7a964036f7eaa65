BEGIN TRANSACTION;
CREATE TABLE attempts (
      attempt TEXT PRIMARY KEY, run TEXT NOT NULL, task TEXT NOT NULL, fingerprint TEXT NOT NULL, state TEXT NOT NULL,
      open INTEGER NOT NULL, account TEXT NOT NULL, host TEXT NOT NULL, class TEXT NOT NULL, scope TEXT NOT NULL,
      realm TEXT NOT NULL, process TEXT NOT NULL, intended REAL NOT NULL, accepted REAL, job TEXT, asked TEXT NOT NULL,
      upstream TEXT NOT NULL, reserved INTEGER NOT NULL, spent INTEGER NOT NULL DEFAULT 0, currency TEXT NOT NULL,
      why TEXT NOT NULL DEFAULT ''
    , seconds TEXT NOT NULL DEFAULT '0', since REAL NOT NULL DEFAULT 0, until REAL, request_id TEXT NOT NULL DEFAULT '', confirmed TEXT NOT NULL DEFAULT '', ruled_out INTEGER NOT NULL DEFAULT 0, told INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "attempts" VALUES('bd3034d89b60464c8c7282927f83a423','20261127-212122-627489','a/look','978ef8e523a872c699dc6860ae66b56e014127f437558b92d86481fb89282fc8','accepted',1,'{address}#b3ee9ef169d4','{address}','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','campaign:three:','draft:stamp-1:unsupported=fail','6274899ac8694b678deefa49c5b528df',1.79581448269239902495e+09,1.79581448317525029182e+09,'5f99f1a3-d966-4dcc-b629-23009f8192cf','{"key":2,"model":"wan2.7-videoedit","prompt":"Make it a cartoon.","prompt_extend":false,"realm":"draft:stamp-1:unsupported=fail","resolution":"720P","seed":1,"video":[{"sha256":"c88198411c96e6ac2f3dacce470bec721d90d2df19d7c7831d5dd89ce6f88bd7"}]}','{}',0,0,'CNY','','0',1.79581448020196580888e+09,NULL,'4537455e-b640-4350-98b3-8a9296531bea','reply',0,0);
CREATE TABLE entered (attempt TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO "entered" VALUES('bd3034d89b60464c8c7282927f83a423');
CREATE TABLE events (
      seq INTEGER PRIMARY KEY, run TEXT NOT NULL, at REAL NOT NULL, kind TEXT NOT NULL, task TEXT NOT NULL, data TEXT NOT NULL
    ) STRICT;
INSERT INTO "events" VALUES(1,'20261127-212122-627489',1.79581448237463521958e+09,'RunStarted','','{"kind": "RunStarted", "task": "", "run": "20261127-212122-627489", "name": "three", "plan_digest": "22fc4764b124ba588c84206f35f5ad52b1a0f10ba4fe7e5b7fe65a4b13631a23", "service": "dashscope-cn", "realm": "draft:stamp-1:unsupported=fail", "account": "{address}#b3ee9ef169d4", "scope": "campaign:three:", "cap_micros": null, "currency": "CNY", "process": "6274899ac8694b678deefa49c5b528df", "tasks": ["a/look", "b/look"], "rows": ["a", "b"], "planned": "15c391658d7c281825be5765c7003082b374086df5e00b7c4810b05112b10eb7", "some_rows": false}');
INSERT INTO "events" VALUES(2,'20261127-212122-627489',1.79581448276705741879e+09,'Intended','a/look','{"kind": "Intended", "task": "a/look", "attempt": "bd3034d89b60464c8c7282927f83a423", "number": 1, "fingerprint": "978ef8e523a872c699dc6860ae66b56e014127f437558b92d86481fb89282fc8", "asked": "{\"key\":2,\"model\":\"wan2.7-videoedit\",\"prompt\":\"Make it a cartoon.\",\"prompt_extend\":false,\"realm\":\"draft:stamp-1:unsupported=fail\",\"resolution\":\"720P\",\"seed\":1,\"video\":[{\"sha256\":\"c88198411c96e6ac2f3dacce470bec721d90d2df19d7c7831d5dd89ce6f88bd7\"}]}", "upstream": {}, "body": "{\"input\":{\"media\":[{\"type\":\"video\",\"url\":\"file:c88198411c96e6ac2f3dacce470bec721d90d2df19d7c7831d5dd89ce6f88bd7\"}],\"prompt\":\"Make it a cartoon.\"},\"model\":\"wan2.7-videoedit\",\"parameters\":{\"prompt_extend\":false,\"resolution\":\"720P\",\"seed\":1}}", "body_digest": "9c87fe6a98bc5b24772bb23e0d16708dcc9136b1c0d55145a11d783c76e36de0", "prompt_class": "a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06", "account": "{address}#b3ee9ef169d4", "scope": "campaign:three:", "host": "{address}", "model": "wan2.7-videoedit", "upper_seconds": "4", "upper_micros": 0, "currency": "CNY", "process": "6274899ac8694b678deefa49c5b528df", "boot": "e7a82883-ef74-4a9a-94e7-d8c302dde85d", "at": 1795814482.692399, "send_by": 2088.126410641, "as_of": 0, "since": 1795814480.2019658}');
INSERT INTO "events" VALUES(3,'20261127-212122-627489',1.79581448317551684379e+09,'Accepted','a/look','{"kind": "Accepted", "task": "a/look", "attempt": "bd3034d89b60464c8c7282927f83a423", "job": "5f99f1a3-d966-4dcc-b629-23009f8192cf", "host": "{address}", "request_id": "4537455e-b640-4350-98b3-8a9296531bea", "server_time": 1795814483.0, "at": 1795814483.1752503}');
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "meta" VALUES('journal','b28ea6769f304722807a5b0ac9ee06fd');
INSERT INTO "meta" VALUES('host','3d1219c7c4c5404aaa1f6d2a48adfda4');
INSERT INTO "meta" VALUES('boot','e7a82883-ef74-4a9a-94e7-d8c302dde85d');
INSERT INTO "meta" VALUES('name','vm');
CREATE TABLE plans (digest TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;
INSERT INTO "plans" VALUES('15c391658d7c281825be5765c7003082b374086df5e00b7c4810b05112b10eb7',X'7801DD55CB8EE4360CFC9581CEDD1D49D6B3817CC202B92F160125513DC6D89657B6673268F4BF8772F704390579EC5C72B329BAC82A15E92B1B61EA332E2B3B8B03C3E9D24FC8CE8C9FC489B3038BB0C2502E14D12EAA18D17815341D548CFD4C995736C1D8BE589F2B221DBC625DFA32518410768CD45F767CC6A576DC78191387ACB04B8967D509082E98DC494125BC44AEB2F73A6687290048D345ECB24EA014BB1DD852B61AF7BAB91FFEA87B7A8771A0E2B90C092BD53EB516CBDBC2CED3360C0736F4634F14DB4B03C1FADA37149660795E6299F118A79D150C630B57C8EB7959619C8FE2BC4DCB36CFA5AE987ECED0B74209DE294D72698E421CA5A5D03C40632D658ECA1A15845401B473D129C9899FCE1A92964100CF820750192DEA60331A0D94DE1992427684D44FF3B652EB576A7585E5851EBF5E599F081D7E1A4A79A11C88EB5DE5BA3D1A5F9AE857164B6AC4267C6B59F5B2E310D084981AD03752A99F2E58E7DA4F2409F3D62189AD6507CECA68BC4FD138C3018D09DA20174A484B1765B576C1CBE48C722207E7A523AE8ECA54FCBEED577C6523951F08F50D2679B2C7D73E61C144DA3F68B516470AC0CE697D6F1E627B16656CB57DDA2EF61C9D13DE2921A2376820CADC2520FF29CB03462B45F23CC994854F365AD789A453729E0C9A9D0BC9B21B119D6B19E7C6F10BBCE053BF3EC15384BA96329D9A9766A8E4DD950CDBBAAAB894617BA86A25FF851ABA03FC8ABFAD3891FC1986059B7D905EC48D20E876DAF395BD2019423629FEA683FE42A8BB1CEDCE976790DA10814F97A375FECFF93F5C197EBC2B95CBCEE6ACA20DD60548DE1AF43A4016289DCE34433C1B485DF698ACF2C16930D6265A2B4239AB3EC9953CA194492BCCD100478EDE056AC8A4A03B14BE13D475EB0B9CA1ED967DE0DA08EB9D75428424DCFFCC959F2EC7BF72250DFE7DF5D300ED63C98046F963917EAC50CA2ADB7A5FB45FDB4A8481510C86A1BCB5916E8B12697BD0583FC67EFF29B0F35A37BC1D3EA0C39FA11F73F0DFA0BFDD7E07151A6187');
CREATE TABLE results (
      seq INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, realm TEXT NOT NULL, asked TEXT NOT NULL, output TEXT NOT NULL,
      digest TEXT NOT NULL, facts TEXT NOT NULL, job TEXT NOT NULL, upstream TEXT NOT NULL, run TEXT NOT NULL, at REAL NOT NULL
    ) STRICT;
CREATE TABLE runs (
      run TEXT PRIMARY KEY, name TEXT NOT NULL, service TEXT NOT NULL, realm TEXT NOT NULL, scope TEXT NOT NULL,
      started REAL NOT NULL, process TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'running'
    , planned TEXT NOT NULL DEFAULT '', some_rows INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "runs" VALUES('20261127-212122-627489','three','dashscope-cn','draft:stamp-1:unsupported=fail','campaign:three:',1.79581448237488436694e+09,'6274899ac8694b678deefa49c5b528df','running','15c391658d7c281825be5765c7003082b374086df5e00b7c4810b05112b10eb7',0);
CREATE TABLE scopes (
      scope TEXT NOT NULL, realm TEXT NOT NULL, currency TEXT NOT NULL, reserved INTEGER NOT NULL DEFAULT 0,
      spent INTEGER NOT NULL DEFAULT 0, cap INTEGER, PRIMARY KEY (scope, realm, currency)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "scopes" VALUES('campaign:three:','draft:stamp-1:unsupported=fail','CNY',0,0,NULL);
CREATE INDEX events_of_run ON events (run, seq);
CREATE UNIQUE INDEX one_attempt_per_job ON attempts (account, job) WHERE job IS NOT NULL;
CREATE INDEX attempts_of_class ON attempts (class) WHERE open = 1;
CREATE INDEX results_by_fingerprint ON results (fingerprint, seq);
CREATE TRIGGER scope_of_new_attempt AFTER INSERT ON attempts BEGIN
      INSERT INTO scopes (scope, realm, currency, reserved, spent)
        VALUES (new.scope, new.realm, new.currency, new.reserved, new.spent)
        ON CONFLICT (scope, realm, currency)
        DO UPDATE SET reserved = reserved + excluded.reserved, spent = spent + excluded.spent;
    END;
CREATE TRIGGER scope_of_attempt AFTER UPDATE OF reserved, spent ON attempts BEGIN
      UPDATE scopes SET reserved = reserved + new.reserved - old.reserved, spent = spent + new.spent - old.spent
        WHERE scope = new.scope AND realm = new.realm AND currency = new.currency;
    END;
CREATE UNIQUE INDEX one_open_attempt ON attempts (fingerprint, upstream) WHERE open = 1;
CREATE INDEX results_by_digest ON results (digest);
CREATE INDEX attempts_of_request ON attempts (fingerprint);
CREATE INDEX attempts_buried ON attempts (realm) WHERE state IN ('ruled-out', 'given-up', 'orphan') AND told = 0;
COMMIT;
PRAGMA user_version = 8;
