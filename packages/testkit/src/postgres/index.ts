export { postgresPrograms, startPostgres, type PostgresServer, type PostgresSettings } from "./server.ts"
export { sharedPostgres } from "./shared.ts"
