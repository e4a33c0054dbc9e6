export { createClient, ProblemError, type Client } from "./client.ts"
