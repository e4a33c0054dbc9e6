import { serveAnalyst } from "../dist/analysis/serve-analyst.js"

// The thread in which a server works out what takes a while.

serveAnalyst()
