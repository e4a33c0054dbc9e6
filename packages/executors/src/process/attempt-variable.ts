/** The variable by which every process of an attempt can be found. */
export const attemptVariable = "DIAPASON_ATTEMPT_ID"
