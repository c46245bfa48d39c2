import "server-only"
import { cookies, headers } from "next/headers"
import { accessCookie, judgeAccess } from "./access.ts"
import { getConfiguration } from "./app.ts"
import { judgeAction, type RequestJudgement } from "./judge-request.ts"

/**
 * Every action asks this first: does the request come from a page of this very dashboard, in a browser that was let
 * in? The proxy asks something like it too; neither relies on the other.
 */
export async function assertLocalRequest(): Promise<RequestJudgement> {
	const configuration = getConfiguration()
	const sent = await headers()
	const judgement = judgeAction(
		{
			host: sent.get("host"),
			forwardedHost: sent.get("x-forwarded-host"),
			origin: sent.get("origin"),
			fetchSite: sent.get("sec-fetch-site"),
		},
		configuration,
	)
	if (judgement.kind === "refused") return judgement
	const cookie = (await cookies()).get(accessCookie)?.value
	const access = await judgeAccess({ token: null, cookie }, configuration.accessToken)
	if (access.kind === "allowed") return judgement
	return { kind: "refused", text: "This browser was not given the access token." }
}
