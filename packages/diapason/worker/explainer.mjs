import { parentPort, workerData } from "node:worker_threads"
import { explained } from "@diapason/algorithms"

// The thread in which a report works out what mattered, while it judges and draws.

parentPort?.postMessage(explained(workerData))
