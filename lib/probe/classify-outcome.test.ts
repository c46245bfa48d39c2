import { describe, expect, it } from "vitest"
import type { TranscriptAlert } from "#tls/transcript"
import { classifyOutcome, type OutcomeFacts } from "./classify-outcome.ts"

const base: OutcomeFacts = {
	end: { kind: "call" },
	phase: "tls",
	usesTls: true,
	where: "127.0.0.1:9091",
	timeoutMs: 5_000,
	alerts: [],
	ending: { kind: "open", t: 1, closeNotify: false, serverBytes: 100 },
	askedForCertificate: false,
	reachedHttp2: false,
	overLimit: false,
}
const alert = (from: "client" | "server", description: string, code: number): TranscriptAlert => ({
	t: 1,
	from,
	level: "fatal",
	description,
	code,
	encrypted: true,
})
const silence = { kind: "open", t: 1, closeNotify: false, serverBytes: 0 } as const
const fin = { kind: "fin", t: 1, closeNotify: false, serverBytes: 2_000 } as const
const http2 = { hex: "", text: "", kind: "http2-settings", t: 1 } as const
const http1 = { hex: "", text: "HTTP/1.1 400", kind: "http1", t: 1 } as const
const tlsAlert = { hex: "15", text: "...", kind: "tls-alert", t: 1 } as const
const failure = (code: string) => ({ message: code, code })

describe("classifyOutcome", () => {
	it.each<[string, Partial<OutcomeFacts>, object]>([
		["a gRPC status is acceptance", { end: { kind: "answered" } }, { kind: "accepted", phase: "rpc" }],
		[
			"a rejected chain is our refusal",
			{ end: { kind: "verify", text: "expired" } },
			{ kind: "refused", by: "client", code: "VERIFY", phase: "tls", text: "expired" },
		],
		[
			"a policy refusal is ours",
			{ end: { kind: "policy", text: "no" } },
			{ kind: "failed", by: "client", code: "POLICY" },
		],
		[
			"a refused port names its address",
			{ end: { kind: "tcp", failure: failure("ECONNREFUSED") } },
			{
				kind: "failed",
				by: "network",
				code: "ECONNREFUSED",
				phase: "tcp",
				text: "Nothing listens at 127.0.0.1:9091: the connection was refused.",
			},
		],
		[
			"an unknown name fails at DNS",
			{ end: { kind: "dns", failure: failure("ENOTFOUND") } },
			{ code: "ENOTFOUND", phase: "dns" },
		],
		[
			"a server's alert is the server's refusal",
			{ alerts: [alert("server", "certificate_required", 116)], phase: "quiet" },
			{ kind: "refused", by: "server", alert: "certificate_required", phase: "quiet" },
		],
		[
			"a server's alert outweighs the deadline",
			{ alerts: [alert("server", "unknown_ca", 48)], interrupted: "deadline" },
			{ kind: "refused", alert: "unknown_ca" },
		],
		[
			"close_notify is no refusal",
			{ alerts: [alert("server", "close_notify", 0)], ending: fin },
			{ kind: "failed", code: "CLOSED" },
		],
		[
			"our own alert is our failure",
			{ alerts: [alert("client", "illegal_parameter", 47)] },
			{ kind: "failed", by: "client", alert: "illegal_parameter" },
		],
		["plaintext HTTP/2 is no TLS", { firstBytes: http2 }, { kind: "failed", by: "server", code: "NOT_TLS" }],
		[
			"a stop is no verdict on the first bytes",
			{ firstBytes: http2, interrupted: "stopped" },
			{ kind: "failed", by: "client", code: "STOPPED" },
		],
		[
			"silence until the deadline is the network's",
			{ interrupted: "deadline", ending: silence },
			{ kind: "failed", by: "network", code: "DEADLINE", text: "The server sent no byte within 5000 ms." },
		],
		[
			"a close after our certificate is a refusal without an alert",
			{ askedForCertificate: true, ending: fin, phase: "quiet" },
			{ kind: "refused", by: "server", code: "CLOSED" },
		],
		[
			"a close of a plaintext connection without a byte is a refusal",
			{ usesTls: false, ending: { ...silence, kind: "fin" } },
			{ kind: "refused", code: "CLOSED" },
		],
		[
			"a reset in mid-handshake is a failure",
			{ ending: { ...silence, kind: "reset" } },
			{ kind: "failed", code: "ECONNRESET" },
		],
		[
			"a TLS alert to plaintext is a refusal",
			{ usesTls: false, firstBytes: tlsAlert },
			{ kind: "refused", code: "TLS_ALERT" },
		],
		[
			"HTTP/1 to the HTTP/2 preface is another protocol",
			{ usesTls: false, firstBytes: http1 },
			{ kind: "failed", code: "NOT_HTTP2" },
		],
		[
			"a foreign protocol inside TLS is the server's, also when it closes behind it",
			{ phase: "http2", foreignText: "+OK POP3 ready", ending: fin },
			{
				kind: "failed",
				by: "server",
				code: "NOT_HTTP2",
				text: "Inside TLS the server answered the HTTP/2 preface with something else: +OK POP3 ready",
			},
		],
		[
			"HTTP 400 inside TLS is a refusal",
			{
				phase: "rpc",
				rpc: { method: "m", httpStatus: 400, httpBody: "No required SSL certificate was sent" },
			},
			{ kind: "refused", by: "server", code: "HTTP_400" },
		],
		[
			"HTTP 502 inside TLS is a failure",
			{ phase: "rpc", rpc: { method: "m", httpStatus: 502 } },
			{ kind: "failed", code: "HTTP_502" },
		],
		[
			"more bytes than are read name the limit",
			{ overLimit: true },
			{ kind: "failed", by: "client", code: "LIMIT" },
		],
		[
			"a key that our TLS library refuses is ours",
			{ end: { kind: "context", failure: failure("ERR_OSSL") } },
			{ kind: "failed", by: "client", code: "ERR_OSSL" },
		],
	])("%s", (_claim, more, outcome) => {
		expect(classifyOutcome({ ...base, ...more })).toMatchObject(outcome)
	})

	it("always says one sentence", () => {
		expect(classifyOutcome(base).text).toMatch(/\S.*\.$/)
	})
})
