import { ApplicationConversation } from "#grpc/application-conversation"
import type { Side } from "#tls/capture"
import type { CryptoPrimitives } from "#tls/crypto-primitives"
import { ConnectionDecoder } from "#tls/decoding/connection-decoder"
import { KeyLogIndex } from "#tls/keylog"
import type { CapturedRun } from "./captured-run.ts"
import { judgeCaptured } from "./judge-captured.ts"
import { type FlowPart, inOrder } from "./order-flows.ts"

const headMax = 512

/** What each side sent, without times. */
export interface Flows {
	readonly client: Uint8Array
	readonly server: Uint8Array
}

/**
 * Decodes and judges one connection of which only the bytes of each side are known, not their times: the flights are
 * put in the order that TLS demands, and every time is zero. How the connection ended is not known. Never throws.
 */
export function readFlows(
	flows: Flows,
	keyLog: readonly string[],
	primitives: CryptoPrimitives,
): Promise<CapturedRun> {
	const secrets = new KeyLogIndex()
	for (const line of keyLog) secrets.add(line)
	const conversation = new ApplicationConversation()
	const decoder = new ConnectionDecoder(primitives, secrets, {
		onApplicationData: (t, from, bytes) => conversation.push(t, from, bytes),
	})
	for (const { from, bytes } of inOrder(flows) satisfies readonly FlowPart[]) decoder.push(0, from, bytes)
	const isEnded = { dropped: 0, isEnded: true }
	const end = (side: Side) => ({ address: side, port: 0 })
	return judgeCaptured(
		{
			client: end("client"),
			server: end("server"),
			index: 0,
			startedAt: new Date(0).toISOString(),
			isWhole: true,
			hasGaps: false,
			durationMs: 0,
			opened: {},
			bytes: { client: flows.client.length, server: flows.server.length },
			marks: [],
			transcript: decoder.finish({ client: isEnded, server: isEnded }),
			head: { client: flows.client.slice(0, headMax), server: flows.server.slice(0, headMax) },
			problems: secrets.problems,
		},
		conversation.finish(),
	)
}
