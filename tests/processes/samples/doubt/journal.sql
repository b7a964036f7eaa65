BEGIN TRANSACTION;
CREATE TABLE attempts (
      attempt TEXT PRIMARY KEY, run TEXT NOT NULL, task TEXT NOT NULL, fingerprint TEXT NOT NULL, state TEXT NOT NULL,
      open INTEGER NOT NULL, account TEXT NOT NULL, host TEXT NOT NULL, class TEXT NOT NULL, scope TEXT NOT NULL,
      realm TEXT NOT NULL, process TEXT NOT NULL, intended REAL NOT NULL, accepted REAL, job TEXT, asked TEXT NOT NULL,
      upstream TEXT NOT NULL, reserved INTEGER NOT NULL, spent INTEGER NOT NULL DEFAULT 0, currency TEXT NOT NULL,
      why TEXT NOT NULL DEFAULT ''
    , seconds TEXT NOT NULL DEFAULT '0', since REAL NOT NULL DEFAULT 0, until REAL, request_id TEXT NOT NULL DEFAULT '', confirmed TEXT NOT NULL DEFAULT '', ruled_out INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "attempts" VALUES('37a7e2909a9a49f8b71aa14faa14b6b3','20261127-061828-94998f','b/look','7f9c9d818a6c4e253a95ca9d5ebda54773bbc7121a01516a8c6ed659ba58b407','doubt',1,'{address}#b3ee9ef169d4','{address}','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','campaign:three:','draft:stamp-1:unsupported=fail','94998f5ec98a43d98d9a640170733d3a',1.79576030915549731247e+09,NULL,NULL,'{"audio_setting":"auto","key":1,"model":"wan2.7-videoedit","prompt":"Make it a cartoon.","prompt_extend":false,"realm":"draft:stamp-1:unsupported=fail","resolution":"720P","seed":1,"video":[{"sha256":"0de22d54efc6a0e0e98b1e26db53e19318f80f6aa863ddf9b05617987811bd18"}],"watermark":false}','{}',0,0,'CNY','{"code": "because-of", "args": {"what": {"code": "no-answer", "args": {}}, "why": {"code": "quoted", "args": {"text": "Server disconnected without sending a response."}}}}','0',1.79576030710593938831e+09,1.79576031319897723198e+09,'','',0);
CREATE TABLE events (
      seq INTEGER PRIMARY KEY, run TEXT NOT NULL, at REAL NOT NULL, kind TEXT NOT NULL, task TEXT NOT NULL, data TEXT NOT NULL
    ) STRICT;
INSERT INTO "events" VALUES(1,'20261127-061828-94998f',1.79576030899183058733e+09,'RunStarted','','{"kind": "RunStarted", "task": "", "run": "20261127-061828-94998f", "name": "three", "plan_digest": "ef3b5d4beeae0af30f44253136b178d9b31d8015e64d625bbdcb0bb13e00c3ff", "service": "dashscope-cn", "realm": "draft:stamp-1:unsupported=fail", "account": "{address}#b3ee9ef169d4", "scope": "campaign:three:", "cap_micros": null, "currency": "CNY", "process": "94998f5ec98a43d98d9a640170733d3a", "tasks": ["a/look", "b/look"], "rows": ["a", "b"], "planned": "75e65fb832ffe495c34ca177d4ccc75aee7ced072aa003beeae16b04577324ef", "some_rows": false}');
INSERT INTO "events" VALUES(2,'20261127-061828-94998f',1.795760309175686121e+09,'Intended','b/look','{"kind": "Intended", "task": "b/look", "attempt": "37a7e2909a9a49f8b71aa14faa14b6b3", "number": 1, "fingerprint": "7f9c9d818a6c4e253a95ca9d5ebda54773bbc7121a01516a8c6ed659ba58b407", "asked": "{\"audio_setting\":\"auto\",\"key\":1,\"model\":\"wan2.7-videoedit\",\"prompt\":\"Make it a cartoon.\",\"prompt_extend\":false,\"realm\":\"draft:stamp-1:unsupported=fail\",\"resolution\":\"720P\",\"seed\":1,\"video\":[{\"sha256\":\"0de22d54efc6a0e0e98b1e26db53e19318f80f6aa863ddf9b05617987811bd18\"}],\"watermark\":false}", "upstream": {}, "body": "{\"input\":{\"media\":[{\"type\":\"video\",\"url\":\"file:0de22d54efc6a0e0e98b1e26db53e19318f80f6aa863ddf9b05617987811bd18\"}],\"prompt\":\"Make it a cartoon.\"},\"model\":\"wan2.7-videoedit\",\"parameters\":{\"prompt_extend\":false,\"resolution\":\"720P\",\"seed\":1}}", "body_digest": "12a09d846fcaba57e5c15a2113e1e7ff76620bf5c90c63b9c2bf8617e2639acf", "prompt_class": "a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06", "account": "{address}#b3ee9ef169d4", "scope": "campaign:three:", "host": "{address}", "model": "wan2.7-videoedit", "upper_seconds": "4", "upper_micros": 0, "currency": "CNY", "process": "94998f5ec98a43d98d9a640170733d3a", "boot": "65dbff5f-27cd-4a70-a94b-a5ac3850ea30", "at": 1795760309.1554973, "send_by": 2762.357212544, "as_of": 0, "since": 1795760307.1059394}');
INSERT INTO "events" VALUES(3,'20261127-061828-94998f',1.79576030927454185484e+09,'Doubted','b/look','{"kind": "Doubted", "task": "b/look", "attempt": "37a7e2909a9a49f8b71aa14faa14b6b3", "stage": "receive_response_headers", "reason": {"code": "because-of", "args": {"what": {"code": "no-answer", "args": {}}, "why": {"code": "quoted", "args": {"text": "Server disconnected without sending a response."}}}}, "status": null, "request_id": null, "ended": 1795760311.1989772, "late_s": 2.0}');
INSERT INTO "events" VALUES(4,'20261127-061828-94998f',1.79576030953913521768e+09,'Away','','{"kind": "Away", "task": "", "party": "service", "since": 1795760309.2484324, "next_at": 1795760309.9256563, "reason": {"code": "quoted", "args": {"text": "HTTP 503 ServiceUnavailable: An internal error has occured, please try again later or contact service support."}}}');
INSERT INTO "events" VALUES(5,'20261127-061828-94998f',1.79576031206694984435e+09,'Interrupted','','{"kind": "Interrupted", "task": "", "cause": "waiting"}');
INSERT INTO "events" VALUES(6,'20261127-061828-94998f',1.79576031212283039094e+09,'RunEnded','','{"kind": "RunEnded", "task": "", "state": "held", "cause": null}');
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE plans (digest TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;
INSERT INTO "plans" VALUES('75e65fb832ffe495c34ca177d4ccc75aee7ced072aa003beeae16b04577324ef',X'7801DD55CB8EDB3810FC9501CF632F1F22451AD84F5820F7411034D9CD19C1B2A4A5A8990486FF7D9BB62797EC060182B9EC4D229BA5627575E92C4E300D99D62A0EEA51D0F43C4C240E42EED55E8A4791A0C2383FF38A4A5AA292D2538CBC51280D0B579EC504A776A2BE1422DE78A5B20EF3D44EECE5150387E72BBE90DA7AE9824E282177641065EE8C82E8A3CB462BEB53D024BB1C824DD9134600ED4C22932D42D789CBA358A9BC0EA97D10617D59D3BCD02E4D5742309EDA72815C0F6B85D3B253876D5AB765994B25FC33C3307221C2372ED352BB9D523BDDF3D23242234CD9448B5D2402628686D975DA1A655C54BDC7108D422F9525D7A1D336464C51C6A80C49994CCE8C344CCB56579685A956588FFCF8741603323AFC31CEF3916B20D59B40656BC4F3303D5359CA30710F4497AC6441B44A31288FE052B2803D28D62686A86D321A7B13BC04638C04652DAA608D67D994C68E010BFDBD5D053F8BD38C3432EA1B4C7ADFEF5E07A49970A8EF4C5BFF4EBC00579AF55BEBA8B85671C556DAD13C8C7448DEABE03BA55270E420E96C1052A2AE979152AF1506891AB30AD8A7DEB34E16D187442E7B1FB11797CFAC72994F4BBBE35F70A487A13EC0438252E779DAB7CE2E50D84995EDD358155AE771BB0BD56BF98909DD00BED0D74A132B9A615CA93982F8455D1882056FCF677124EE31FBB9D02F9AE22742DDE4686D5C5F405BC717F870391AF31FEF0F1B0EF397956A65CB300DD8EAFC9FB2BC014B798272FC17A1EE8E8CBFE4C83E8714D02BCF5EEC88E701783A21A0A58860BBBE3731A65E69053C1ACA814F8ED0D910C1FAD8C9365F1FE04889A435DA8E7272204952F051917618AD21158CF2D9CBEC00BCE39CC9214AEB541F7CEF958AA8FCFFCC911F2EC7C73A92D3A1CC6FB7B0BCCEAE00B6CD7B80BE472757CD5BBD05EC53CB4D1805AFC138CE6F6DEE9FF885386278F6EFD970FD1988432D1B5D1EEFB120DAEFEB3BF47D067E0FFAF3E51FAFAC4B62');
CREATE TABLE results (
      seq INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, realm TEXT NOT NULL, asked TEXT NOT NULL, output TEXT NOT NULL,
      digest TEXT NOT NULL, facts TEXT NOT NULL, job TEXT NOT NULL, upstream TEXT NOT NULL, run TEXT NOT NULL, at REAL NOT NULL
    ) STRICT;
CREATE TABLE runs (
      run TEXT PRIMARY KEY, name TEXT NOT NULL, service TEXT NOT NULL, realm TEXT NOT NULL, scope TEXT NOT NULL,
      started REAL NOT NULL, process TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'running'
    , planned TEXT NOT NULL DEFAULT '', some_rows INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "runs" VALUES('20261127-061828-94998f','three','dashscope-cn','draft:stamp-1:unsupported=fail','campaign:three:',1.79576030899238657948e+09,'94998f5ec98a43d98d9a640170733d3a','held','75e65fb832ffe495c34ca177d4ccc75aee7ced072aa003beeae16b04577324ef',0);
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
COMMIT;
PRAGMA user_version = 6;
