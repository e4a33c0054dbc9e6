export { openStore, storeKinds, withoutSecret } from "./open-store.ts"
export { openPostgres, type PostgresOptions } from "./postgres/open-postgres.ts"
export { openSqlite, type SqliteOptions } from "./sqlite/open-sqlite.ts"
export { readForeign, type ForeignRow } from "./sqlite/read-foreign.ts"
