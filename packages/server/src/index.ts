export { createServer, type ServerParts } from "./create-server.ts"
export { type Conductor } from "./conducted/conductor.ts"
export { type Identity, type Role } from "./access/identity.ts"
export { openAccess, type Access } from "./access/access.ts"
