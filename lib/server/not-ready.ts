import "server-only"
import { getApp, NotReady } from "./app.ts"

/** What a probe is answered while the dashboard cannot work: 503 and the reason. Undefined when it can. */
export async function whyNotReady(): Promise<Response | undefined> {
	try {
		await getApp()
		return undefined
	} catch (cause) {
		if (!(cause instanceof NotReady)) throw cause
		const body = { status: "not-ready", text: cause.message, hint: cause.hint }
		return Response.json(body, { status: 503, headers: { "cache-control": "no-store" } })
	}
}
