CREATE TABLE "chapter_files" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"chapter_id" uuid NOT NULL,
	"name" text NOT NULL,
	"mime" text NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chapter_files_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "chapter_files_hash" CHECK ("chapter_files"."sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "chapters" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"minutes" integer DEFAULT 5 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "chapters_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "chapters_minutes" CHECK ("chapters"."minutes" between 1 and 600)
);
--> statement-breakpoint
CREATE TABLE "course_families" (
	"tenant_id" integer NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"position" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "course_families_tenant_id_code_pk" PRIMARY KEY("tenant_id","code")
);
--> statement-breakpoint
CREATE TABLE "course_versions" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"edition" integer NOT NULL,
	"published_at" timestamp with time zone,
	"published_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "course_versions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "courses" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"family" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"summary" text,
	"certificate_code" text,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "courses_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "exam_bookings" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"exam_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"booked_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "exam_bookings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "exams" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"course_id" uuid,
	"certificate_code" text,
	"blueprint" jsonb NOT NULL,
	"minutes" integer NOT NULL,
	"pass_percent" integer NOT NULL,
	"max_attempts" integer NOT NULL,
	"wait_days" integer NOT NULL,
	"published_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "exams_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "exams_minutes" CHECK ("exams"."minutes" between 1 and 600),
	CONSTRAINT "exams_pass" CHECK ("exams"."pass_percent" between 1 and 100),
	CONSTRAINT "exams_retake" CHECK ("exams"."max_attempts" between 0 and 100 and "exams"."wait_days" between 0 and 365)
);
--> statement-breakpoint
CREATE TABLE "sitting_questions" (
	"tenant_id" integer NOT NULL,
	"sitting_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"points" integer NOT NULL,
	"answer" jsonb,
	"answered_at" timestamp with time zone,
	"got" integer,
	"marked_by" uuid,
	"note" text,
	CONSTRAINT "sitting_questions_tenant_id_sitting_id_position_pk" PRIMARY KEY("tenant_id","sitting_id","position"),
	CONSTRAINT "sitting_questions_points" CHECK ("sitting_questions"."points" > 0 and "sitting_questions"."got" between 0 and "sitting_questions"."points")
);
--> statement-breakpoint
CREATE TABLE "sittings" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"exam_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"seed" integer NOT NULL,
	"pass_percent" integer NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"holder" uuid,
	"started_at" timestamp with time zone NOT NULL,
	"deadline_at" timestamp with time zone NOT NULL,
	"submitted_at" timestamp with time zone,
	"got" integer,
	"most" integer NOT NULL,
	"passed" boolean,
	"marked_at" timestamp with time zone,
	CONSTRAINT "sittings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sittings_state" CHECK ("sittings"."state" in ('open', 'submitted', 'marked')),
	CONSTRAINT "sittings_time" CHECK ("sittings"."deadline_at" > "sittings"."started_at" and "sittings"."submitted_at" <= "sittings"."deadline_at"),
	CONSTRAINT "sittings_submitted" CHECK (("sittings"."state" = 'open') = ("sittings"."submitted_at" is null)),
	CONSTRAINT "sittings_marked" CHECK (("sittings"."state" = 'marked') = ("sittings"."got" is not null and "sittings"."passed" is not null)),
	CONSTRAINT "sittings_points" CHECK ("sittings"."most" > 0 and "sittings"."got" between 0 and "sittings"."most")
);
--> statement-breakpoint
CREATE TABLE "chapters_read" (
	"tenant_id" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"chapter_id" uuid NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "chapters_read_tenant_id_person_id_chapter_id_pk" PRIMARY KEY("tenant_id","person_id","chapter_id")
);
--> statement-breakpoint
CREATE TABLE "course_sessions" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"place" text NOT NULL,
	"trainer_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"capacity" integer NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	"last_number" integer DEFAULT 0 NOT NULL,
	"secret" uuid DEFAULT gen_random_uuid() NOT NULL,
	"cancelled_at" timestamp with time zone,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "course_sessions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "course_sessions_time" CHECK ("course_sessions"."ends_at" > "course_sessions"."starts_at"),
	CONSTRAINT "course_sessions_seats" CHECK ("course_sessions"."capacity" between 1 and 10000 and "course_sessions"."taken" between 0 and "course_sessions"."capacity")
);
--> statement-breakpoint
CREATE TABLE "enrolments" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"course_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"state" text DEFAULT 'enrolled' NOT NULL,
	"progress_percent" integer DEFAULT 0 NOT NULL,
	"way" text NOT NULL,
	"enrolled_by" uuid,
	"due_on" date,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"completed_at" timestamp with time zone,
	CONSTRAINT "enrolments_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "enrolments_state" CHECK ("enrolments"."state" in ('enrolled', 'completed', 'withdrawn')),
	CONSTRAINT "enrolments_way" CHECK ("enrolments"."way" in ('self', 'lead', 'rule')),
	CONSTRAINT "enrolments_progress" CHECK ("enrolments"."progress_percent" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "learning_rules" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"role" text NOT NULL,
	"unit_id" integer NOT NULL,
	"due_days" integer NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "learning_rules_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "learning_rules_days" CHECK ("learning_rules"."due_days" between 1 and 365)
);
--> statement-breakpoint
CREATE TABLE "session_seats" (
	"tenant_id" integer NOT NULL,
	"session_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"attended_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "session_seats_tenant_id_session_id_person_id_pk" PRIMARY KEY("tenant_id","session_id","person_id"),
	CONSTRAINT "session_seats_state" CHECK ("session_seats"."state" in ('in', 'waiting', 'left'))
);
--> statement-breakpoint
CREATE TABLE "question_keys" (
	"tenant_id" integer NOT NULL,
	"version_id" uuid NOT NULL,
	"answers" jsonb NOT NULL,
	"explanation" text,
	CONSTRAINT "question_keys_tenant_id_version_id_pk" PRIMARY KEY("tenant_id","version_id")
);
--> statement-breakpoint
CREATE TABLE "question_versions" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"question_id" uuid NOT NULL,
	"edition" integer NOT NULL,
	"kind" text NOT NULL,
	"stem" text NOT NULL,
	"choices" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "question_versions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "question_versions_kind" CHECK ("question_versions"."kind" in ('single', 'multiple', 'true_false', 'fill_in', 'short_answer'))
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"difficulty" integer NOT NULL,
	"course_id" uuid,
	"offering_code" text,
	"source" text,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "questions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "questions_kind" CHECK ("questions"."kind" in ('single', 'multiple', 'true_false', 'fill_in', 'short_answer')),
	CONSTRAINT "questions_difficulty" CHECK ("questions"."difficulty" between 1 and 3)
);
--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_kind";--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_subject";--> statement-breakpoint
ALTER TABLE "chapter_files" ADD CONSTRAINT "chapter_files_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chapter_files" ADD CONSTRAINT "chapter_files_chapter" FOREIGN KEY ("tenant_id","chapter_id") REFERENCES "public"."chapters"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chapters" ADD CONSTRAINT "chapters_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chapters" ADD CONSTRAINT "chapters_version" FOREIGN KEY ("tenant_id","version_id") REFERENCES "public"."course_versions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_families" ADD CONSTRAINT "course_families_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_versions" ADD CONSTRAINT "course_versions_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_versions" ADD CONSTRAINT "course_versions_published_by_people_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_versions" ADD CONSTRAINT "course_versions_course" FOREIGN KEY ("tenant_id","course_id") REFERENCES "public"."courses"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "courses" ADD CONSTRAINT "courses_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "courses" ADD CONSTRAINT "courses_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "courses" ADD CONSTRAINT "courses_family" FOREIGN KEY ("tenant_id","family") REFERENCES "public"."course_families"("tenant_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exam_bookings" ADD CONSTRAINT "exam_bookings_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exam_bookings" ADD CONSTRAINT "exam_bookings_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exam_bookings" ADD CONSTRAINT "exam_bookings_booked_by_people_id_fk" FOREIGN KEY ("booked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exam_bookings" ADD CONSTRAINT "exam_bookings_exam" FOREIGN KEY ("tenant_id","exam_id") REFERENCES "public"."exams"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exams" ADD CONSTRAINT "exams_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exams" ADD CONSTRAINT "exams_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exams" ADD CONSTRAINT "exams_course" FOREIGN KEY ("tenant_id","course_id") REFERENCES "public"."courses"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sitting_questions" ADD CONSTRAINT "sitting_questions_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sitting_questions" ADD CONSTRAINT "sitting_questions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sitting_questions" ADD CONSTRAINT "sitting_questions_marked_by_people_id_fk" FOREIGN KEY ("marked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sitting_questions" ADD CONSTRAINT "sitting_questions_sitting" FOREIGN KEY ("tenant_id","sitting_id") REFERENCES "public"."sittings"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sitting_questions" ADD CONSTRAINT "sitting_questions_version" FOREIGN KEY ("tenant_id","version_id") REFERENCES "public"."question_versions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sittings" ADD CONSTRAINT "sittings_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sittings" ADD CONSTRAINT "sittings_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sittings" ADD CONSTRAINT "sittings_exam" FOREIGN KEY ("tenant_id","exam_id") REFERENCES "public"."exams"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chapters_read" ADD CONSTRAINT "chapters_read_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chapters_read" ADD CONSTRAINT "chapters_read_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chapters_read" ADD CONSTRAINT "chapters_read_chapter" FOREIGN KEY ("tenant_id","chapter_id") REFERENCES "public"."chapters"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_sessions" ADD CONSTRAINT "course_sessions_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_sessions" ADD CONSTRAINT "course_sessions_trainer_id_people_id_fk" FOREIGN KEY ("trainer_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_sessions" ADD CONSTRAINT "course_sessions_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_sessions" ADD CONSTRAINT "course_sessions_course" FOREIGN KEY ("tenant_id","course_id") REFERENCES "public"."courses"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_enrolled_by_people_id_fk" FOREIGN KEY ("enrolled_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_course" FOREIGN KEY ("tenant_id","course_id") REFERENCES "public"."courses"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_version" FOREIGN KEY ("tenant_id","version_id") REFERENCES "public"."course_versions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_rules" ADD CONSTRAINT "learning_rules_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_rules" ADD CONSTRAINT "learning_rules_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_rules" ADD CONSTRAINT "learning_rules_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_rules" ADD CONSTRAINT "learning_rules_course" FOREIGN KEY ("tenant_id","course_id") REFERENCES "public"."courses"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_seats" ADD CONSTRAINT "session_seats_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_seats" ADD CONSTRAINT "session_seats_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_seats" ADD CONSTRAINT "session_seats_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_seats" ADD CONSTRAINT "session_seats_session" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."course_sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_keys" ADD CONSTRAINT "question_keys_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_keys" ADD CONSTRAINT "question_keys_version" FOREIGN KEY ("tenant_id","version_id") REFERENCES "public"."question_versions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_versions" ADD CONSTRAINT "question_versions_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_versions" ADD CONSTRAINT "question_versions_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_versions" ADD CONSTRAINT "question_versions_question" FOREIGN KEY ("tenant_id","question_id") REFERENCES "public"."questions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_course" FOREIGN KEY ("tenant_id","course_id") REFERENCES "public"."courses"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chapter_files_of_chapter" ON "chapter_files" USING btree ("tenant_id","chapter_id");--> statement-breakpoint
CREATE INDEX "chapters_of_version" ON "chapters" USING btree ("tenant_id","version_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "course_versions_edition" ON "course_versions" USING btree ("tenant_id","course_id","edition");--> statement-breakpoint
CREATE UNIQUE INDEX "course_versions_draft" ON "course_versions" USING btree ("tenant_id","course_id") WHERE "course_versions"."published_at" is null;--> statement-breakpoint
CREATE INDEX "course_versions_publisher" ON "course_versions" USING btree ("published_by");--> statement-breakpoint
CREATE UNIQUE INDEX "courses_code" ON "courses" USING btree ("tenant_id","code");--> statement-breakpoint
CREATE INDEX "courses_of_family" ON "courses" USING btree ("tenant_id","family");--> statement-breakpoint
CREATE INDEX "courses_creator" ON "courses" USING btree ("created_by");--> statement-breakpoint
CREATE UNIQUE INDEX "exam_bookings_once" ON "exam_bookings" USING btree ("tenant_id","person_id","exam_id");--> statement-breakpoint
CREATE INDEX "exam_bookings_of_exam" ON "exam_bookings" USING btree ("tenant_id","exam_id","starts_at");--> statement-breakpoint
CREATE INDEX "exam_bookings_person" ON "exam_bookings" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "exam_bookings_booker" ON "exam_bookings" USING btree ("booked_by");--> statement-breakpoint
CREATE INDEX "exam_bookings_unit" ON "exam_bookings" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "exams_of_course" ON "exams" USING btree ("tenant_id","course_id");--> statement-breakpoint
CREATE INDEX "exams_certificate" ON "exams" USING btree ("tenant_id","certificate_code");--> statement-breakpoint
CREATE INDEX "exams_creator" ON "exams" USING btree ("created_by");--> statement-breakpoint
CREATE UNIQUE INDEX "sitting_questions_once" ON "sitting_questions" USING btree ("tenant_id","sitting_id","version_id");--> statement-breakpoint
CREATE INDEX "sitting_questions_of_version" ON "sitting_questions" USING btree ("tenant_id","version_id");--> statement-breakpoint
CREATE INDEX "sitting_questions_person" ON "sitting_questions" USING btree ("person_id","version_id");--> statement-breakpoint
CREATE INDEX "sitting_questions_marker" ON "sitting_questions" USING btree ("marked_by");--> statement-breakpoint
CREATE UNIQUE INDEX "sittings_one_open" ON "sittings" USING btree ("tenant_id","person_id") WHERE "sittings"."state" = 'open';--> statement-breakpoint
CREATE INDEX "sittings_person" ON "sittings" USING btree ("person_id","exam_id","started_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "sittings_of_exam" ON "sittings" USING btree ("tenant_id","exam_id","started_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "sittings_unit" ON "sittings" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "sittings_unmarked" ON "sittings" USING btree ("tenant_id","submitted_at","id") WHERE "sittings"."state" = 'submitted';--> statement-breakpoint
CREATE INDEX "sittings_overdue" ON "sittings" USING btree ("deadline_at") WHERE "sittings"."state" = 'open';--> statement-breakpoint
CREATE INDEX "chapters_read_person" ON "chapters_read" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "chapters_read_of_chapter" ON "chapters_read" USING btree ("tenant_id","chapter_id");--> statement-breakpoint
CREATE INDEX "course_sessions_of_course" ON "course_sessions" USING btree ("tenant_id","course_id","starts_at");--> statement-breakpoint
CREATE INDEX "course_sessions_when" ON "course_sessions" USING btree ("tenant_id","starts_at","id");--> statement-breakpoint
CREATE INDEX "course_sessions_trainer" ON "course_sessions" USING btree ("trainer_id");--> statement-breakpoint
CREATE INDEX "course_sessions_creator" ON "course_sessions" USING btree ("created_by");--> statement-breakpoint
CREATE UNIQUE INDEX "enrolments_once" ON "enrolments" USING btree ("tenant_id","person_id","course_id");--> statement-breakpoint
CREATE INDEX "enrolments_person" ON "enrolments" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "enrolments_of_course" ON "enrolments" USING btree ("tenant_id","course_id","updated_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "enrolments_latest" ON "enrolments" USING btree ("tenant_id","updated_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "enrolments_of_version" ON "enrolments" USING btree ("tenant_id","version_id");--> statement-breakpoint
CREATE INDEX "enrolments_unit" ON "enrolments" USING btree ("unit_id","updated_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "enrolments_enroller" ON "enrolments" USING btree ("enrolled_by");--> statement-breakpoint
CREATE UNIQUE INDEX "learning_rules_once" ON "learning_rules" USING btree ("tenant_id","course_id","role","unit_id") WHERE "learning_rules"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "learning_rules_unit" ON "learning_rules" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "learning_rules_creator" ON "learning_rules" USING btree ("created_by");--> statement-breakpoint
CREATE UNIQUE INDEX "session_seats_number" ON "session_seats" USING btree ("tenant_id","session_id","number");--> statement-breakpoint
CREATE INDEX "session_seats_person" ON "session_seats" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "session_seats_unit" ON "session_seats" USING btree ("unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "question_versions_edition" ON "question_versions" USING btree ("tenant_id","question_id","edition");--> statement-breakpoint
CREATE INDEX "question_versions_creator" ON "question_versions" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "questions_of_course" ON "questions" USING btree ("tenant_id","course_id");--> statement-breakpoint
CREATE INDEX "questions_latest" ON "questions" USING btree ("tenant_id","updated_at" DESC NULLS FIRST,"id");--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_kind" CHECK ("notices"."kind" in ('comment', 'question', 'answer', 'mention', 'coached', 'check_accepted', 'account_assigned', 'opportunity_assigned', 'visit_planned', 'visit_moved', 'commitment_due', 'commitment_overdue', 'invitation_accepted', 'invitation_declined', 'lead_offered', 'lead_again', 'lead_returned', 'lead_step', 'deal_retry', 'approval_waiting', 'approval_decided', 'quote_question', 'quote_accepted', 'quote_declined', 'contract_ending', 'reward_confirmed', 'reward_voided', 'reward_restored', 'certificate_issued', 'certificate_ending', 'certificate_revoked', 'certificate_assigned', 'evidence_waiting', 'evidence_decided', 'award_granted', 'award_answered', 'assessment_asked', 'selection_told', 'course_assigned', 'seat_given', 'exam_marked'));
--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_subject" CHECK ("notices"."subject" in ('visit', 'account', 'opportunity', 'commitment', 'lead', 'quote', 'contract', 'reward', 'certificate', 'award', 'opening', 'course', 'exam'));
--> statement-breakpoint
-- The company whose training this person keeps: a trainer's or an administrator's own; null for everybody else.
CREATE FUNCTION app.training_company() RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select p.tenant_id from people p where p.id = app.person() and app.role() in ('trainer', 'admin')
    and exists (select from role_grants g where g.person_id = p.id and g.role = app.role())
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.training_company() IS 'definer:identity, reads role_grants of this person';
--> statement-breakpoint
-- Who of these may be sent to learn by this person: oneself, anybody of the company for its trainer, one's own people for who leads them. Nobody who has left.
CREATE FUNCTION app.learners(company integer, who uuid[], on_day date) RETURNS TABLE (person_id uuid, unit_id integer, ord bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select p.id, p.unit_id, min(w.ord) from unnest(who) with ordinality w(id, ord) join people p on p.id = w.id
  where p.tenant_id = company and (p.left_on is null or p.left_on >= on_day)
    and (p.id = app.person() or company = app.training_company()
      or (app.role() in ('team_lead', 'sales_director', 'admin')
        and (p.unit_id = any (app.visible_units()) or p.tenant_id = any (app.visible_tenants()))))
  group by 1, 2
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.learners(integer, uuid[], date) IS 'definer:those of a list whom the person may enrol';
--> statement-breakpoint
CREATE FUNCTION app.tell_learner(company integer, person uuid, about text, as_kind text, as_subject text, subject uuid, moment timestamptz) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
  insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, actor_id, params, created_at)
  select company, gen_random_uuid(), person, about, as_kind, as_subject, company, subject, nullif(app.person(), person), '{}', moment
  where not exists (select from notice_choices c where c.person_id = person and c.muted ? as_kind)
  on conflict (tenant_id, person_id, fact) do nothing
$$;
--> statement-breakpoint
-- Puts people on a course, from its edition of now; who is on it stays as they are. Others than oneself are told.
CREATE FUNCTION app.enrol(company integer, course uuid, who uuid[], as_way text, due date, moment timestamptz) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare edition uuid; n integer := 0; one record;
begin
  select v.id into edition from course_versions v join courses c on c.tenant_id = v.tenant_id and c.id = v.course_id
    where v.tenant_id = company and v.course_id = course and v.published_at is not null and c.archived_at is null order by v.edition desc limit 1;
  if edition is null then return 0; end if;
  for one in
    insert into enrolments (tenant_id, id, person_id, unit_id, course_id, version_id, way, enrolled_by, due_on, created_at, updated_at)
    select company, gen_random_uuid(), l.person_id, l.unit_id, course, edition, as_way, app.person(), due, moment, moment
    from app.learners(company, who, (moment at time zone 'Asia/Shanghai')::date) l
    on conflict (tenant_id, person_id, course_id) do update set state = 'enrolled', version_id = excluded.version_id, way = excluded.way,
      enrolled_by = excluded.enrolled_by, due_on = excluded.due_on, updated_at = moment where enrolments.state = 'withdrawn'
    returning person_id
  loop
    n := n + 1;
    if one.person_id is distinct from app.person() then
      perform app.tell_learner(company, one.person_id, 'course_assigned:' || course, 'course_assigned', 'course', course, moment);
    end if;
  end loop;
  return n;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.enrol(integer, uuid, uuid[], text, date, timestamptz) IS 'definer:enrols and tells whom the person may send to learn';
--> statement-breakpoint
-- Seats for people in the order they are named: as many as are free are in, the rest wait in order. One at a time per session.
CREATE FUNCTION app.take_seats(company integer, session uuid, who uuid[], moment timestamptz) RETURNS TABLE (person uuid, seat text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare s course_sessions%rowtype; asked integer; one record;
begin
  select * into s from course_sessions where tenant_id = company and id = session and company = app.tenant() for update;
  if not found or s.cancelled_at is not null or s.starts_at <= moment then return; end if;
  perform app.enrol(company, s.course_id, who, case when who = array[app.person()] then 'self' else 'lead' end, null, moment);
  asked := 0;
  for one in
    with wish as (
      select l.person_id, l.unit_id, row_number() over (order by l.ord)::integer as n
      from app.learners(company, who, (moment at time zone 'Asia/Shanghai')::date) l
      where not exists (select from session_seats x where x.tenant_id = company and x.session_id = session and x.person_id = l.person_id and x.state <> 'left'))
    insert into session_seats (tenant_id, session_id, person_id, unit_id, number, state, created_at)
    select company, session, w.person_id, w.unit_id, s.last_number + w.n, case when s.taken + w.n <= s.capacity then 'in' else 'waiting' end, moment from wish w
    on conflict (tenant_id, session_id, person_id) do update set number = excluded.number, state = excluded.state, unit_id = excluded.unit_id, created_at = moment, attended_at = null
    returning person_id, state
  loop
    asked := asked + 1;
    if one.state = 'in' and one.person_id is distinct from app.person() then
      perform app.tell_learner(company, one.person_id, 'seat_given:' || session, 'seat_given', 'course', s.course_id, moment);
    end if;
  end loop;
  update course_sessions c set last_number = s.last_number + asked, taken = least(s.capacity, s.taken + asked)
    where asked > 0 and c.tenant_id = company and c.id = session;
  return query select x.person_id, x.state from session_seats x where x.tenant_id = company and x.session_id = session and x.person_id = any (who);
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.take_seats(integer, uuid, uuid[], timestamptz) IS 'definer:counts seats nobody may see, for whom the person may enrol';
--> statement-breakpoint
-- Gives what is free to who has waited longest, and tells them. The session is locked by the caller.
CREATE FUNCTION app.fill_seats(company integer, session uuid, moment timestamptz) RETURNS integer
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp
AS $$
declare s course_sessions%rowtype; n integer := 0; one record;
begin
  select * into s from course_sessions where tenant_id = company and id = session;
  if s.cancelled_at is not null or s.starts_at <= moment then return 0; end if;
  for one in
    update session_seats x set state = 'in' from (
      select w.person_id from session_seats w join people p on p.id = w.person_id
      where w.tenant_id = company and w.session_id = session and w.state = 'waiting'
        and (p.left_on is null or p.left_on >= (moment at time zone 'Asia/Shanghai')::date)
      order by w.number limit s.capacity - s.taken) next
    where x.tenant_id = company and x.session_id = session and x.person_id = next.person_id returning x.person_id, x.number
  loop
    n := n + 1;
    perform app.tell_learner(company, one.person_id, 'seat_given:' || session || ':' || one.number, 'seat_given', 'course', s.course_id, moment);
  end loop;
  update course_sessions c set taken = s.taken + n where n > 0 and c.tenant_id = company and c.id = session;
  return n;
end $$;
--> statement-breakpoint
CREATE FUNCTION app.leave_seat(company integer, session uuid, who uuid, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare was text;
begin
  perform from course_sessions where tenant_id = company and id = session and starts_at > moment for update;
  if not found or not exists (select from app.learners(company, array[who], '-infinity')) then return false; end if;
  select state into was from session_seats where tenant_id = company and session_id = session and person_id = who and state <> 'left';
  if not found then return false; end if;
  update session_seats set state = 'left' where tenant_id = company and session_id = session and person_id = who;
  if was = 'in' then
    update course_sessions set taken = taken - 1 where tenant_id = company and id = session;
    perform app.fill_seats(company, session, moment);
  end if;
  return true;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.leave_seat(integer, uuid, uuid, timestamptz) IS 'definer:gives the seat to the next in the queue, whom the person may not see';
--> statement-breakpoint
-- A session with more room, or given up; whoever waits moves up. Fewer seats than are taken cannot be.
CREATE FUNCTION app.resize_session(company integer, session uuid, seats integer, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  if company is distinct from app.training_company() then return false; end if;
  update course_sessions set capacity = seats where tenant_id = company and id = session and taken <= seats;
  if not found then return false; end if;
  perform app.fill_seats(company, session, moment);
  return true;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.resize_session(integer, uuid, integer, timestamptz) IS 'definer:moves up who waits, for the trainer';
--> statement-breakpoint
-- The code shown for attendance: another one every half minute. Two minutes pass before one is too old.
CREATE FUNCTION app.attendance_code(secret uuid, step bigint) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp
AS $$ select left(encode(sha256(convert_to(secret || ':' || step, 'UTF8')), 'hex'), 16) $$;
--> statement-breakpoint
CREATE FUNCTION app.show_code(company integer, session uuid, moment timestamptz) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select app.attendance_code(s.secret, floor(extract(epoch from moment) / 30)::bigint) from course_sessions s
  where s.tenant_id = company and s.id = session and company = app.training_company()
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.show_code(integer, uuid, timestamptz) IS 'definer:the code of now, for the trainer';
--> statement-breakpoint
-- Attendance of who asks: once, within the time of the session, by the code that is shown there.
CREATE FUNCTION app.attend(session uuid, code text, moment timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare s course_sessions%rowtype; was session_seats%rowtype; step bigint := floor(extract(epoch from moment) / 30)::bigint;
begin
  select * into s from course_sessions where tenant_id = app.tenant() and id = session and cancelled_at is null;
  if not found then return 'unknown'; end if;
  if not code = any (array(select app.attendance_code(s.secret, step - n) from generate_series(0, 4) n)) then return 'old'; end if;
  if moment < s.starts_at - interval '30 minutes' then return 'early'; end if;
  if moment > s.ends_at then return 'late'; end if;
  select * into was from session_seats where tenant_id = s.tenant_id and session_id = session and person_id = app.person() for update;
  if not found or was.state <> 'in' then return 'no_seat'; end if;
  if was.attended_at is not null then return 'again'; end if;
  update session_seats set attended_at = moment where tenant_id = s.tenant_id and session_id = session and person_id = app.person();
  return 'attended';
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.attend(uuid, text, timestamptz) IS 'definer:checks a code against a secret nobody may read';
--> statement-breakpoint
-- Everybody whom a rule sends to a course and who is not on it; all of a company when its trainer asks, of all by the clock.
CREATE FUNCTION app.follow_learning_rules(moment timestamptz) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare one record; n integer := 0;
begin
  if app.person() is not null and app.training_company() is null then return 0; end if;
  for one in
    with wanted as (
      select distinct on (p.id, r.course_id) r.tenant_id, p.id as person_id, p.unit_id, r.course_id, v.id as version_id, r.due_days, r.created_by
      from learning_rules r join courses c on c.tenant_id = r.tenant_id and c.id = r.course_id and c.archived_at is null
      join unit_tree t on t.ancestor_id = r.unit_id join people p on p.unit_id = t.descendant_id and p.tenant_id = r.tenant_id
        and (p.left_on is null or p.left_on >= (moment at time zone 'Asia/Shanghai')::date)
      join role_grants g on g.person_id = p.id and g.role = r.role
      join lateral (select v.id from course_versions v where v.tenant_id = r.tenant_id and v.course_id = r.course_id and v.published_at is not null
        order by v.edition desc limit 1) v on true
      where r.ended_at is null and (app.person() is null or r.tenant_id = app.training_company())
        and not exists (select from enrolments e where e.tenant_id = r.tenant_id and e.person_id = p.id and e.course_id = r.course_id)
      order by p.id, r.course_id, r.due_days)
    insert into enrolments (tenant_id, id, person_id, unit_id, course_id, version_id, way, enrolled_by, due_on, created_at, updated_at)
    select w.tenant_id, gen_random_uuid(), w.person_id, w.unit_id, w.course_id, w.version_id, 'rule', w.created_by,
      (moment at time zone 'Asia/Shanghai')::date + w.due_days, moment, moment from wanted w
    on conflict (tenant_id, person_id, course_id) do nothing returning tenant_id, person_id, course_id
  loop
    n := n + 1;
    perform app.tell_learner(one.tenant_id, one.person_id, 'course_assigned:' || one.course_id, 'course_assigned', 'course', one.course_id, moment);
  end loop;
  return n;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.follow_learning_rules(timestamptz) IS 'definer:enrols by rule, for the trainer or by the clock';
--> statement-breakpoint
-- Sittings whose time is over are handed in as they were saved, at their deadline.
CREATE FUNCTION app.close_sittings(moment timestamptz) RETURNS TABLE (company integer, sitting uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with over as (select s.tenant_id, s.id from sittings s where s.state = 'open' and s.deadline_at < moment and app.person() is null
    order by s.deadline_at limit 500 for update skip locked),
  closed as (update sittings s set state = 'submitted', submitted_at = s.deadline_at, holder = null from over where s.tenant_id = over.tenant_id and s.id = over.id returning s.tenant_id, s.id)
  select tenant_id, id from closed
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.close_sittings(timestamptz) IS 'definer:by the clock, before there is an identity';
--> statement-breakpoint
-- What is needed to mark a sitting that is over: by whoever sat it handing it in, a trainer other than them, or the clock.
CREATE FUNCTION app.sitting_key(company integer, sitting uuid)
RETURNS TABLE ("position" integer, kind text, points integer, answer jsonb, answers jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select q.position, v.kind, q.points, q.answer, k.answers from sittings s
  join sitting_questions q on q.tenant_id = s.tenant_id and q.sitting_id = s.id
  join question_versions v on v.tenant_id = q.tenant_id and v.id = q.version_id
  join question_keys k on k.tenant_id = q.tenant_id and k.version_id = q.version_id
  where s.tenant_id = company and s.id = sitting and s.state = 'submitted' and q.got is null
    and (app.person() is null or s.person_id = app.person() or company = app.training_company())
  order by q.position
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.sitting_key(integer, uuid) IS 'definer:the key of a paper that is handed in, for marking it';
--> statement-breakpoint
-- Writes points down; with the last of them the sitting is marked, and whoever sat it is told when somebody else did it.
-- Whoever sat it may do so once, for what needs no reader.
CREATE FUNCTION app.write_marks(company integer, sitting uuid, marks jsonb, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare s sittings%rowtype; sum_got integer; left_over integer;
begin
  select * into s from sittings where tenant_id = company and id = sitting and state = 'submitted' for update;
  if not found or not (app.person() is null or s.person_id = app.person() or company = app.training_company()) then return false; end if;
  update sitting_questions q set got = (m ->> 'got')::integer, note = m ->> 'note',
    marked_by = case when s.person_id = app.person() then null else app.person() end
  from jsonb_array_elements(marks) m, question_versions v
  where q.tenant_id = company and q.sitting_id = sitting and q.position = (m ->> 'position')::integer and q.got is null
    and v.tenant_id = q.tenant_id and v.id = q.version_id
    and (v.kind <> 'short_answer' or ((m ->> 'got')::integer = 0 and q.answer is null) or (s.person_id is distinct from app.person() and company = app.training_company()));
  select sum(q.got), count(*) filter (where q.got is null) into sum_got, left_over from sitting_questions q where q.tenant_id = company and q.sitting_id = sitting;
  if left_over = 0 then
    update sittings set state = 'marked', got = sum_got, passed = sum_got * 100 >= pass_percent * most, marked_at = moment where tenant_id = company and id = sitting;
    if s.person_id is distinct from app.person() then
      perform app.tell_learner(company, s.person_id, 'exam_marked:' || sitting, 'exam_marked', 'exam', s.exam_id, moment);
    end if;
  end if;
  return true;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.write_marks(integer, uuid, jsonb, timestamptz) IS 'definer:points are written by marking alone';
--> statement-breakpoint
-- A published exam, edition or question version stays what it was.
CREATE FUNCTION app.keep_published() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
declare frozen text[] := array['closed_at', 'updated_at', 'version'];
begin
  if old.published_at is null then return case when tg_op = 'DELETE' then old else new end; end if;
  if tg_op = 'DELETE' or to_jsonb(old) - frozen is distinct from to_jsonb(new) - frozen then
    raise exception 'what is published never changes' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER exams_published BEFORE UPDATE OR DELETE ON exams FOR EACH ROW EXECUTE FUNCTION app.keep_published();
--> statement-breakpoint
CREATE TRIGGER course_versions_published BEFORE UPDATE OR DELETE ON course_versions FOR EACH ROW EXECUTE FUNCTION app.keep_published();
--> statement-breakpoint
CREATE FUNCTION app.keep_chapter() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare of_edition uuid; company integer;
begin
  if tg_table_name = 'chapter_files' then
    company := case when tg_op = 'DELETE' then old.tenant_id else new.tenant_id end;
    select version_id into of_edition from chapters where tenant_id = company and id = case when tg_op = 'DELETE' then old.chapter_id else new.chapter_id end;
  elsif tg_op = 'DELETE' then company := old.tenant_id; of_edition := old.version_id;
  else company := new.tenant_id; of_edition := new.version_id; end if;
  if app.person() is not null and exists (select from course_versions v where v.tenant_id = company and v.id = of_edition and v.published_at is not null) then
    raise exception 'what is published never changes' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.keep_chapter() IS 'definer:a trigger';
--> statement-breakpoint
CREATE TRIGGER chapters_published BEFORE INSERT OR UPDATE OR DELETE ON chapters FOR EACH ROW EXECUTE FUNCTION app.keep_chapter();
--> statement-breakpoint
CREATE TRIGGER chapter_files_published BEFORE INSERT OR UPDATE OR DELETE ON chapter_files FOR EACH ROW EXECUTE FUNCTION app.keep_chapter();
--> statement-breakpoint
-- Where a person learns follows where they work.
CREATE FUNCTION app.move_learner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$ begin
  update enrolments set unit_id = new.unit_id where person_id = new.id;
  update session_seats set unit_id = new.unit_id where person_id = new.id;
  update sittings set unit_id = new.unit_id where person_id = new.id;
  update exam_bookings set unit_id = new.unit_id where person_id = new.id;
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.move_learner() IS 'definer:a trigger';
--> statement-breakpoint
CREATE TRIGGER people_learn AFTER UPDATE OF unit_id ON people FOR EACH ROW WHEN (old.unit_id is distinct from new.unit_id) EXECUTE FUNCTION app.move_learner();
--> statement-breakpoint
-- Every company begins with the three families; it may add its own.
CREATE FUNCTION app.add_course_families() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$ begin
  insert into course_families (tenant_id, code, name, name_en, position) values
    (new.id, 'selling', '集团客户销售技能', 'Selling to group customers', 1),
    (new.id, 'products', '产品与集团客户价格策略', 'Products and group price strategy', 2),
    (new.id, 'operations', '运营规范与工作计划', 'Operating standards and work planning', 3) on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.add_course_families() IS 'definer:a trigger';
--> statement-breakpoint
CREATE TRIGGER tenants_learn AFTER INSERT ON tenants FOR EACH ROW EXECUTE FUNCTION app.add_course_families();
--> statement-breakpoint
INSERT INTO course_families (tenant_id, code, name, name_en, position)
SELECT t.id, f.* FROM tenants t, (VALUES ('selling', '集团客户销售技能', 'Selling to group customers', 1),
  ('products', '产品与集团客户价格策略', 'Products and group price strategy', 2),
  ('operations', '运营规范与工作计划', 'Operating standards and work planning', 3)) f;
--> statement-breakpoint
DO $$
declare
  item text;
  keeps text := 'tenant_id = (select app.training_company())';
  ours text := 'tenant_id = (select app.tenant())';
  mine text := 'person_id = (select app.person())';
  leads text := '(select app.role()) in (''team_lead'', ''sales_director'', ''admin'') and (unit_id = any ((select app.visible_units())::integer[]) or tenant_id = any ((select app.visible_tenants())::integer[]))';
begin
  foreach item in array array['course_families', 'courses', 'course_versions', 'chapters', 'chapter_files', 'enrolments', 'chapters_read', 'learning_rules', 'course_sessions',
    'session_seats', 'questions', 'question_versions', 'question_keys', 'exams', 'exam_bookings', 'sittings', 'sitting_questions'] loop
    execute format('alter table %I enable row level security', item);
    execute format('alter table %I force row level security', item);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item);
    execute format('grant select on %I to jiketong_backup', item);
    if item <> 'course_sessions' then execute format('grant select on %I to jiketong_app', item); end if;
    execute format('create trigger %I before truncate on %I for each statement execute function app.refuse_change()', item || '_never_emptied', item);
  end loop;
  -- everybody learns from what is published; what it is made of is the trainer's
  foreach item in array array['course_families', 'courses', 'course_sessions', 'questions'] loop
    execute format('create policy reading on %I for select to jiketong_app using (%s)', item, ours);
  end loop;
  foreach item in array array['course_versions', 'exams'] loop
    execute format('create policy reading on %I for select to jiketong_app using ((%s) or (%s and published_at is not null))', item, keeps, ours);
  end loop;
  execute format('create policy reading on chapters for select to jiketong_app using ((%s) or (%s and exists (select from course_versions v where v.tenant_id = chapters.tenant_id and v.id = chapters.version_id)))', keeps, ours);
  execute format('create policy reading on chapter_files for select to jiketong_app using ((%s) or (%s and exists (select from chapters c where c.tenant_id = chapter_files.tenant_id and c.id = chapter_files.chapter_id)))', keeps, ours);
  foreach item in array array['learning_rules', 'question_keys'] loop
    execute format('create policy reading on %I for select to jiketong_app using (%s)', item, keeps);
  end loop;
  execute format('create policy reading on question_versions for select to jiketong_app using ((%s) or id in (select q.version_id from sitting_questions q where q.person_id = (select app.person())))', keeps);
  foreach item in array array['enrolments', 'session_seats', 'exam_bookings', 'sittings'] loop
    execute format('create policy reading on %I for select to jiketong_app using (%s or %s or (%s))', item, mine, keeps, leads);
  end loop;
  foreach item in array array['chapters_read', 'sitting_questions'] loop
    execute format('create policy reading on %I for select to jiketong_app using (%s or %s)', item, mine, keeps);
  end loop;
  -- trainers write what is learnt and asked
  foreach item in array array['course_families', 'courses', 'course_versions', 'chapters', 'chapter_files', 'learning_rules', 'course_sessions', 'questions', 'question_versions', 'question_keys', 'exams'] loop
    execute format('create policy adding on %I for insert to jiketong_app with check (%s)', item, keeps);
    execute format('create policy changing on %I for update to jiketong_app using (%s) with check (%s)', item, keeps, keeps);
    execute format('create policy removing on %I for delete to jiketong_app using (%s)', item, keeps);
    if item <> 'course_sessions' then execute format('grant insert on %I to jiketong_app', item); end if;
  end loop;
  -- learners write their own reading and sitting
  execute format('create policy adding on chapters_read for insert to jiketong_app with check (%s and %s)', mine, ours);
  execute format('create policy changing on enrolments for update to jiketong_app using (%s) with check (%s)', mine, mine);
  execute format('create policy adding on exam_bookings for insert to jiketong_app with check (%s and (%s or %s or (%s)))', ours, mine, keeps, leads);
  execute format('create policy changing on exam_bookings for update to jiketong_app using (%s or %s or (%s))', mine, keeps, leads);
  execute format('create policy removing on exam_bookings for delete to jiketong_app using (%s or %s or (%s))', mine, keeps, leads);
  execute format('create policy adding on sittings for insert to jiketong_app with check (%s and %s and state = ''open'')', mine, ours);
  execute format('create policy changing on sittings for update to jiketong_app using (%s and state = ''open'') with check (%s and state in (''open'', ''submitted''))', mine, mine);
  execute format('create policy adding on sitting_questions for insert to jiketong_app with check (%s and got is null)', mine);
  execute format('create policy changing on sitting_questions for update to jiketong_app using (%s and exists (select from sittings s where s.tenant_id = sitting_questions.tenant_id and s.id = sitting_questions.sitting_id and s.state = ''open'')) with check (%s)', mine, mine);
end $$;
--> statement-breakpoint
GRANT SELECT (tenant_id, id, course_id, place, trainer_id, starts_at, ends_at, capacity, taken, last_number, cancelled_at, created_by, created_at, version),
  INSERT, UPDATE (place, trainer_id, starts_at, ends_at, cancelled_at, version) ON course_sessions TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (name, name_en, position) ON course_families TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (code, family, name, name_en, summary, certificate_code, updated_at, archived_at, version) ON courses TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (published_at, published_by) ON course_versions TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (position, title, body, minutes, updated_at, version), DELETE ON chapters TO jiketong_app;
--> statement-breakpoint
GRANT DELETE ON chapter_files TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (ended_at) ON learning_rules TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (version_id, kind, difficulty, course_id, offering_code, source, retired_at, updated_at, version) ON questions TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (name, name_en, course_id, certificate_code, blueprint, minutes, pass_percent, max_attempts, wait_days, published_at, closed_at, updated_at, version), DELETE ON exams TO jiketong_app;
--> statement-breakpoint
GRANT INSERT ON chapters_read TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (state, progress_percent, version_id, updated_at, completed_at) ON enrolments TO jiketong_app;
--> statement-breakpoint
GRANT INSERT, UPDATE (starts_at, booked_by), DELETE ON exam_bookings TO jiketong_app;
--> statement-breakpoint
GRANT INSERT, UPDATE (holder, state, submitted_at) ON sittings TO jiketong_app;
--> statement-breakpoint
GRANT INSERT, UPDATE (answer, answered_at) ON sitting_questions TO jiketong_app;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.training_company(), app.learners(integer, uuid[], date), app.tell_learner(integer, uuid, text, text, text, uuid, timestamptz), app.enrol(integer, uuid, uuid[], text, date, timestamptz),
  app.take_seats(integer, uuid, uuid[], timestamptz), app.fill_seats(integer, uuid, timestamptz), app.leave_seat(integer, uuid, uuid, timestamptz), app.resize_session(integer, uuid, integer, timestamptz),
  app.attendance_code(uuid, bigint), app.show_code(integer, uuid, timestamptz), app.attend(uuid, text, timestamptz), app.follow_learning_rules(timestamptz), app.close_sittings(timestamptz),
  app.sitting_key(integer, uuid), app.write_marks(integer, uuid, jsonb, timestamptz), app.keep_published(), app.keep_chapter(), app.move_learner(), app.add_course_families() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.training_company(), app.learners(integer, uuid[], date), app.enrol(integer, uuid, uuid[], text, date, timestamptz), app.take_seats(integer, uuid, uuid[], timestamptz),
  app.leave_seat(integer, uuid, uuid, timestamptz), app.resize_session(integer, uuid, integer, timestamptz), app.show_code(integer, uuid, timestamptz), app.attend(uuid, text, timestamptz),
  app.follow_learning_rules(timestamptz), app.close_sittings(timestamptz), app.sitting_key(integer, uuid), app.write_marks(integer, uuid, jsonb, timestamptz) TO jiketong_app;
