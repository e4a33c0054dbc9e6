import { DiapasonError, type Code } from "@diapason/core"

/** An error as the API answers it (RFC 9457), with the code and the words of an error of Diapason. */
interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly why?: string
  readonly fix?: string
  readonly kept?: string
  /** How things stand, where the request was made upon something older. */
  readonly now?: unknown
}

/** What is answered where something was thrown. What is nobody's mistake says nothing of the inside. */
export function problemOf(error: unknown): Problem {
  if (error instanceof DiapasonError) {
    const { code, words, facts } = error
    return {
      type: `urn:diapason:${code}`,
      title: words.what,
      status: code === "D411" && facts["role"] === "nobody" ? 401 : statusOf(code),
      code,
      why: words.why,
      fix: words.mend,
      ...(words.kept !== undefined && { kept: words.kept }),
      ...(error.facts["now"] !== undefined && { now: error.facts["now"] }),
    }
  }
  const status = (error as { readonly statusCode?: number }).statusCode
  if (status !== undefined && status < 500) return { type: "about:blank", title: (error as Error).message, status, code: "D410" }
  return { type: "about:blank", title: "The server made a mistake.", status: 500, code: "D000" }
}

const statuses: Readonly<Partial<Record<Code, number>>> = {
  D144: 404,
  D230: 409,
  D231: 404,
  D232: 409,
  D233: 409,
  D301: 409,
  D302: 409,
  D303: 404,
  D304: 409,
  D305: 409,
  D410: 400,
  D411: 403,
  D412: 401,
  D413: 401,
  D414: 401,
  D415: 401,
  D416: 403,
  D417: 421,
  D418: 429,
  D419: 404,
  D420: 409,
  D421: 409,
  D422: 409,
  D423: 422,
  D424: 400,
  D425: 404,
  D426: 413,
  D427: 409,
  D430: 503,
  D431: 429,
  D432: 409,
  D433: 404,
  D434: 404,
  D186: 422,
  D187: 422,
  D461: 429,
  D611: 403,
  D612: 404,
  D613: 409,
}

/** The status of an error: a mistake of the caller is 400 unless it is told apart here, a store that fails 503. */
const statusOf = (code: Code): number => statuses[code] ?? (code.startsWith("D4") ? 503 : 400)
