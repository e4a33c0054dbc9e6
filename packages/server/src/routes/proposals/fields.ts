import { z } from "zod"

/** The proposal that an address names. */
export const proposalParams = z.object({ study: z.string().min(1).max(300), proposal: z.string().min(1).max(100) })

/** Why it is answered so. */
export const reason = z.strictObject({ why: z.string().max(2000).optional() }).optional()

/** Of all answers to a proposal only the first counts. */
export const answerKey = (id: string): string => `answer to ${id}`
