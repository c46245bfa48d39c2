/** Which database holds the data. Only this room knows. */
export type EngineName = "sqlite" | "postgres"
