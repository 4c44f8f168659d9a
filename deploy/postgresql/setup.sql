-- As the superuser: psql --file setup.sql postgres. Then, as the server: espace-sync migrate.
-- The role owns its database and nothing else; `espace-sync scrub` works best as its owner.
CREATE ROLE espace LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 80;
CREATE DATABASE espace OWNER espace ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE espace FROM PUBLIC;
\connect espace
ALTER SCHEMA public OWNER TO espace;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
-- A statement's values never enter the log of the database, whatever goes wrong.
ALTER DATABASE espace SET log_parameter_max_length = 0;
ALTER DATABASE espace SET log_parameter_max_length_on_error = 0;
ALTER DATABASE espace SET log_min_error_statement = 'panic';
