import { parentPort, workerData } from "node:worker_threads"
import { explained, type Evidence } from "@diapason/algorithms"

// The program of the thread in which a report works out what mattered: bundled beside the command line, as it is soon begun then.

parentPort?.postMessage(explained(workerData as Evidence))
