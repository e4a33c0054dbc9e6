/** Whether a variable of this name is taken to hold a secret, whatever else is said of it. */
export const soundsSecret = (name: string): boolean => /token|secret|password|passwd|credential|api_?key|private_?key/i.test(name)
