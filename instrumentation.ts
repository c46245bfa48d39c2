/** Runs once when the server starts, before the first request: opens the data, or says why that is not possible. */
export async function register(): Promise<void> {
	if (process.env.NEXT_RUNTIME !== "nodejs") return
	const { startUp } = await import("#server/start-up")
	await startUp()
}
