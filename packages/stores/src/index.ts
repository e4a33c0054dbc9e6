export { openStore, storeKinds } from "./open-store.ts"
export { openSqlite, type SqliteOptions } from "./sqlite/open-sqlite.ts"
export { readForeign, type ForeignRow } from "./sqlite/read-foreign.ts"
