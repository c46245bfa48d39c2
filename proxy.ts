import { type NextRequest, NextResponse } from "next/server"
import { accessCookie, judgeAccess, renderArrival, setAccessCookie } from "#server/access"
import { readConfiguration } from "#server/configuration"
import { contentSecurityPolicy, newNonce } from "#server/content-security-policy"
import { judgeHost } from "#server/judge-request"

/** Every request: Host must be ours (421), the browser let in (401), and every page carries its own nonce. */
export async function proxy(request: NextRequest): Promise<Response> {
	const configuration = readConfiguration(process.env, process.cwd())
	if (!configuration.ok) return answer(503, `${configuration.error.text} ${configuration.error.hint}`)
	const { headers, nextUrl, cookies } = request
	const host = judgeHost(
		{
			host: headers.get("host"),
			forwardedHost: headers.get("x-forwarded-host"),
			origin: headers.get("origin"),
			fetchSite: headers.get("sec-fetch-site"),
		},
		configuration.value,
	)
	if (host.kind === "refused") return answer(421, host.text)
	const signs = { token: nextUrl.searchParams.get("token"), cookie: cookies.get(accessCookie)?.value }
	const access = await judgeAccess(signs, configuration.value.accessToken)
	if (access.kind === "refused") {
		return answer(401, "Countersign asks for its access token. Add ?token=… to this address once.")
	}
	if (access.kind === "exchange") {
		nextUrl.searchParams.delete("token")
		return new Response(renderArrival(`${nextUrl.pathname}${nextUrl.search}`), {
			headers: {
				"content-type": "text/html; charset=utf-8",
				"cache-control": "no-store",
				"set-cookie": setAccessCookie(access.cookie),
			},
		})
	}
	return withPolicy(headers)
}

/** Next reads the nonce off the request's policy; the browser obeys the response's. */
function withPolicy(received: Headers): Response {
	const nonce = newNonce()
	const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development")
	const headers = new Headers(received)
	headers.set("x-nonce", nonce)
	headers.set("content-security-policy", policy)
	const response = NextResponse.next({ request: { headers } })
	response.headers.set("content-security-policy", policy)
	return response
}

function answer(status: number, text: string): Response {
	return new Response(`${text}\n`, {
		status,
		headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
	})
}
