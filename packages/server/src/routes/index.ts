import { health } from "./service/health.ts"
import { listStudies } from "./studies/list-studies.ts"
import { showStudy } from "./studies/show-study.ts"
import { readLog } from "./studies/read-log.ts"
import { followLog } from "./studies/follow-log.ts"
import { openApi } from "./service/open-api.ts"

/** Every route, one line each. */
export const routes = [health, openApi, listStudies, showStudy, readLog, followLog] as const
