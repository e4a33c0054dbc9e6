import { studyFace, type Study } from "../api/study-face.ts"
import { systemClock } from "../host/system-clock.ts"
import { pageSession, type PageStudyOptions } from "./page-study.ts"

/**
 * Opens a study in this page for ask and tell. With the same seed and the same results it suggests what `createStudy` of `diapason`
 * suggests in Node, bit for bit. Throws D1xx.
 */
export async function createStudy<C>(options: PageStudyOptions<C>): Promise<Study<C>> {
  return studyFace<C>(await pageSession(options), systemClock, () => Promise.resolve())
}
