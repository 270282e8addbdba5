INSERT INTO "chats" ("Id", "GroupId", "ConfigId", "ConfigVersion", "Status", "AllowConnection", "StartTimestamp", "EndTimestamp", "EventCount", "NodeId", "Order")
VALUES ('5f2b1c1e-6c1d-4d0e-9c69-0d4e5d1f0001', '5f2b1c1e-6c1d-4d0e-9c69-0d4e5d1f0002', NULL, NULL, 'USER_ENDED', TRUE, 1780000000000, 1780000060000, 1, '5f2b1c1e-6c1d-4d0e-9c69-0d4e5d1f0003', 1);
INSERT INTO "chat_events" ("ChatId", "Number", "Id", "Timestamp", "Role", "Type", "Text", "Expressions", "Metadata", "RelatedEventId")
VALUES ('5f2b1c1e-6c1d-4d0e-9c69-0d4e5d1f0001', 1, '5f2b1c1e-6c1d-4d0e-9c69-0d4e5d1f0004', 1780000001000, 'USER', 'USER_MESSAGE', 'Hello, can you hear me?', '{"Joy":0.5}', NULL, NULL);
INSERT INTO "resources" ("Kind", "Id", "Name", "CreatedOn", "NextVersion", "Order")
VALUES ('prompt', '5f2b1c1e-6c1d-4d0e-9c69-0d4e5d1f0005', 'my prompt', 639000000000000000, 1, 2);
INSERT INTO "resource_versions" ("Kind", "ResourceId", "Number", "Description", "Content", "ModifiedOn")
VALUES ('prompt', '5f2b1c1e-6c1d-4d0e-9c69-0d4e5d1f0005', 0, NULL, '{"text":"Be brief."}', 639000000000000000);
INSERT INTO "voices" ("Id", "Name", "EngineId", "Description", "Order")
VALUES ('5f2b1c1e-6c1d-4d0e-9c69-0d4e5d1f0006', 'Old man', NULL, 'an old man', 3);
INSERT INTO "jobs" ("Id", "Request", "Status", "Attempt", "Created", "Started", "Ended", "Predictions", "Errors", "Failure", "HasResults", "FileBytes", "ClaimedUntil", "NodeId", "Order")
VALUES ('5f2b1c1e-6c1d-4d0e-9c69-0d4e5d1f0007', '{"text":["hello"]}', 0, 0, 639000000000000000, NULL, NULL, 0, 0, NULL, FALSE, 0, NULL, NULL, 4);
