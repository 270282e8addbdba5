-- The tables of the first release in SQLite.
CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
CREATE TABLE "chat_events" (
    "ChatId" TEXT NOT NULL,
    "Number" INTEGER NOT NULL,
    "Id" TEXT NULL,
    "Timestamp" INTEGER NOT NULL,
    "Role" TEXT NOT NULL,
    "Type" TEXT NOT NULL,
    "Text" TEXT NULL,
    "Expressions" TEXT NULL,
    "Metadata" TEXT NULL,
    "RelatedEventId" TEXT NULL,
    CONSTRAINT "PK_chat_events" PRIMARY KEY ("ChatId", "Number"),
    CONSTRAINT "FK_chat_events_chats_ChatId" FOREIGN KEY ("ChatId") REFERENCES "chats" ("Id") ON DELETE CASCADE
);
CREATE TABLE "chats" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_chats" PRIMARY KEY,
    "GroupId" TEXT NOT NULL,
    "ConfigId" TEXT NULL,
    "ConfigVersion" INTEGER NULL,
    "Status" TEXT NOT NULL,
    "AllowConnection" INTEGER NOT NULL,
    "StartTimestamp" INTEGER NOT NULL,
    "EndTimestamp" INTEGER NULL,
    "EventCount" INTEGER NOT NULL,
    "NodeId" TEXT NOT NULL,
    "Order" INTEGER NOT NULL
);
CREATE TABLE "generations" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_generations" PRIMARY KEY,
    "EngineId" TEXT NULL,
    "Description" TEXT NULL,
    "CreatedOn" INTEGER NOT NULL
);
CREATE TABLE "job_files" (
    "JobId" TEXT NOT NULL,
    "Number" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "ContentType" TEXT NULL,
    CONSTRAINT "PK_job_files" PRIMARY KEY ("JobId", "Number"),
    CONSTRAINT "FK_job_files_jobs_JobId" FOREIGN KEY ("JobId") REFERENCES "jobs" ("Id") ON DELETE CASCADE
);
CREATE TABLE "jobs" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_jobs" PRIMARY KEY,
    "Request" TEXT NOT NULL,
    "Status" INTEGER NOT NULL,
    "Attempt" INTEGER NOT NULL,
    "Created" INTEGER NOT NULL,
    "Started" INTEGER NULL,
    "Ended" INTEGER NULL,
    "Predictions" INTEGER NOT NULL,
    "Errors" INTEGER NOT NULL,
    "Failure" TEXT NULL,
    "HasResults" INTEGER NOT NULL,
    "FileBytes" INTEGER NOT NULL,
    "ClaimedUntil" INTEGER NULL,
    "NodeId" TEXT NULL,
    "Order" INTEGER NOT NULL
);
CREATE TABLE "nodes" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_nodes" PRIMARY KEY,
    "Machine" TEXT NOT NULL,
    "AliveUntil" INTEGER NOT NULL
);
CREATE TABLE "resource_versions" (
    "Kind" TEXT NOT NULL,
    "ResourceId" TEXT NOT NULL,
    "Number" INTEGER NOT NULL,
    "Description" TEXT NULL,
    "Content" TEXT NOT NULL,
    "ModifiedOn" INTEGER NOT NULL,
    CONSTRAINT "PK_resource_versions" PRIMARY KEY ("Kind", "ResourceId", "Number"),
    CONSTRAINT "FK_resource_versions_resources_Kind_ResourceId" FOREIGN KEY ("Kind", "ResourceId") REFERENCES "resources" ("Kind", "Id") ON DELETE CASCADE
);
CREATE TABLE "resources" (
    "Kind" TEXT NOT NULL,
    "Id" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "CreatedOn" INTEGER NOT NULL,
    "NextVersion" INTEGER NOT NULL,
    "Order" INTEGER NOT NULL,
    CONSTRAINT "PK_resources" PRIMARY KEY ("Kind", "Id")
);
CREATE TABLE "voices" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_voices" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "EngineId" TEXT NULL,
    "Description" TEXT NULL,
    "Order" INTEGER NOT NULL
);
CREATE INDEX "IX_chats_EndTimestamp" ON "chats" ("EndTimestamp");
CREATE INDEX "IX_chats_GroupId" ON "chats" ("GroupId");
CREATE INDEX "IX_chats_NodeId_Status" ON "chats" ("NodeId", "Status");
CREATE INDEX "IX_chats_Order" ON "chats" ("Order");
CREATE INDEX "IX_chats_StartTimestamp_Order" ON "chats" ("StartTimestamp", "Order");
CREATE UNIQUE INDEX "IX_chats_active_GroupId" ON "chats" ("GroupId") WHERE "Status" = 'ACTIVE';
CREATE INDEX "IX_generations_CreatedOn" ON "generations" ("CreatedOn");
CREATE INDEX "IX_jobs_Ended_ClaimedUntil" ON "jobs" ("Ended", "ClaimedUntil");
CREATE INDEX "IX_jobs_Order" ON "jobs" ("Order");
CREATE INDEX "IX_resources_Kind_Name" ON "resources" ("Kind", "Name");
CREATE INDEX "IX_resources_Kind_Order" ON "resources" ("Kind", "Order");
CREATE UNIQUE INDEX "IX_voices_Name" ON "voices" ("Name");
CREATE INDEX "IX_voices_Order" ON "voices" ("Order");
INSERT INTO "__EFMigrationsHistory" VALUES ('20261130220103_First', '10.0.15');
