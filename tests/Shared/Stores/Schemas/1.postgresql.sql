-- The tables of the first release in PostgreSQL.
CREATE TABLE public."__EFMigrationsHistory" (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL
);
CREATE TABLE public.chat_events (
    "ChatId" text NOT NULL,
    "Number" integer NOT NULL,
    "Id" text,
    "Timestamp" bigint NOT NULL,
    "Role" text NOT NULL,
    "Type" text NOT NULL,
    "Text" text,
    "Expressions" text,
    "Metadata" text,
    "RelatedEventId" text
);
CREATE TABLE public.chats (
    "Id" text NOT NULL,
    "GroupId" text NOT NULL,
    "ConfigId" text,
    "ConfigVersion" integer,
    "Status" text NOT NULL,
    "AllowConnection" boolean NOT NULL,
    "StartTimestamp" bigint NOT NULL,
    "EndTimestamp" bigint,
    "EventCount" integer NOT NULL,
    "NodeId" text NOT NULL,
    "Order" bigint NOT NULL
);
CREATE TABLE public.generations (
    "Id" text NOT NULL,
    "EngineId" text,
    "Description" text,
    "CreatedOn" bigint NOT NULL
);
CREATE TABLE public.job_files (
    "JobId" text NOT NULL,
    "Number" integer NOT NULL,
    "Name" text NOT NULL,
    "ContentType" text
);
CREATE TABLE public.jobs (
    "Id" text NOT NULL,
    "Request" text NOT NULL,
    "Status" integer NOT NULL,
    "Attempt" integer NOT NULL,
    "Created" bigint NOT NULL,
    "Started" bigint,
    "Ended" bigint,
    "Predictions" integer NOT NULL,
    "Errors" integer NOT NULL,
    "Failure" text,
    "HasResults" boolean NOT NULL,
    "FileBytes" bigint NOT NULL,
    "ClaimedUntil" bigint,
    "NodeId" text,
    "Order" bigint NOT NULL
);
CREATE TABLE public.nodes (
    "Id" text NOT NULL,
    "Machine" text NOT NULL,
    "AliveUntil" bigint NOT NULL
);
CREATE TABLE public.resource_versions (
    "Kind" text NOT NULL,
    "ResourceId" text NOT NULL,
    "Number" integer NOT NULL,
    "Description" text,
    "Content" text NOT NULL,
    "ModifiedOn" bigint NOT NULL
);
CREATE TABLE public.resources (
    "Kind" text NOT NULL,
    "Id" text NOT NULL,
    "Name" text NOT NULL,
    "CreatedOn" bigint NOT NULL,
    "NextVersion" integer NOT NULL,
    "Order" bigint NOT NULL
);
CREATE TABLE public.voices (
    "Id" text NOT NULL,
    "Name" text NOT NULL,
    "EngineId" text,
    "Description" text,
    "Order" bigint NOT NULL
);
ALTER TABLE ONLY public."__EFMigrationsHistory"
    ADD CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId");
ALTER TABLE ONLY public.chat_events
    ADD CONSTRAINT "PK_chat_events" PRIMARY KEY ("ChatId", "Number");
ALTER TABLE ONLY public.chats
    ADD CONSTRAINT "PK_chats" PRIMARY KEY ("Id");
ALTER TABLE ONLY public.generations
    ADD CONSTRAINT "PK_generations" PRIMARY KEY ("Id");
ALTER TABLE ONLY public.job_files
    ADD CONSTRAINT "PK_job_files" PRIMARY KEY ("JobId", "Number");
ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT "PK_jobs" PRIMARY KEY ("Id");
ALTER TABLE ONLY public.nodes
    ADD CONSTRAINT "PK_nodes" PRIMARY KEY ("Id");
ALTER TABLE ONLY public.resource_versions
    ADD CONSTRAINT "PK_resource_versions" PRIMARY KEY ("Kind", "ResourceId", "Number");
ALTER TABLE ONLY public.resources
    ADD CONSTRAINT "PK_resources" PRIMARY KEY ("Kind", "Id");
ALTER TABLE ONLY public.voices
    ADD CONSTRAINT "PK_voices" PRIMARY KEY ("Id");
CREATE INDEX "IX_chats_EndTimestamp" ON public.chats USING btree ("EndTimestamp");
CREATE INDEX "IX_chats_GroupId" ON public.chats USING btree ("GroupId");
CREATE INDEX "IX_chats_NodeId_Status" ON public.chats USING btree ("NodeId", "Status");
CREATE INDEX "IX_chats_Order" ON public.chats USING btree ("Order");
CREATE INDEX "IX_chats_StartTimestamp_Order" ON public.chats USING btree ("StartTimestamp", "Order");
CREATE UNIQUE INDEX "IX_chats_active_GroupId" ON public.chats USING btree ("GroupId") WHERE ("Status" = 'ACTIVE'::text);
CREATE INDEX "IX_generations_CreatedOn" ON public.generations USING btree ("CreatedOn");
CREATE INDEX "IX_jobs_Ended_ClaimedUntil" ON public.jobs USING btree ("Ended", "ClaimedUntil");
CREATE INDEX "IX_jobs_Order" ON public.jobs USING btree ("Order");
CREATE INDEX "IX_resources_Kind_Name" ON public.resources USING btree ("Kind", "Name");
CREATE INDEX "IX_resources_Kind_Order" ON public.resources USING btree ("Kind", "Order");
CREATE UNIQUE INDEX "IX_voices_Name" ON public.voices USING btree ("Name");
CREATE INDEX "IX_voices_Order" ON public.voices USING btree ("Order");
ALTER TABLE ONLY public.chat_events
    ADD CONSTRAINT "FK_chat_events_chats_ChatId" FOREIGN KEY ("ChatId") REFERENCES public.chats("Id") ON DELETE CASCADE;
ALTER TABLE ONLY public.job_files
    ADD CONSTRAINT "FK_job_files_jobs_JobId" FOREIGN KEY ("JobId") REFERENCES public.jobs("Id") ON DELETE CASCADE;
ALTER TABLE ONLY public.resource_versions
    ADD CONSTRAINT "FK_resource_versions_resources_Kind_ResourceId" FOREIGN KEY ("Kind", "ResourceId") REFERENCES public.resources("Kind", "Id") ON DELETE CASCADE;
INSERT INTO public."__EFMigrationsHistory" VALUES ('20261130220103_First', '10.0.15');
