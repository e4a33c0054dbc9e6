/** The numbers of trials at which contestants are compared. */
export const horizons: readonly number[] = [10, 25, 50, 100]
