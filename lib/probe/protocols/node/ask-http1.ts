import type { HttpReply } from "#grpc/http-question"
import { askHttp1 } from "#grpc/node/http1-question"
import type { ProtocolAnswer } from "../../protocol-observation.ts"
import { preflightHeaders } from "../preflight.ts"
import type { PlannedQuestion } from "../questions.ts"
import { readAnswer } from "../read-answer.ts"
import { type Asking, unasked } from "./asking.ts"

/**
 * Asks over HTTP/1.1, one connection after the other. `GET /` goes first: only a server that answers it is asked the
 * rest, so that one that speaks HTTP/2 alone costs one connection.
 */
export async function askOverHttp1(asking: Asking): Promise<readonly ProtocolAnswer[]> {
	const { book } = asking
	const page = await askOne(asking, book.http1Get())
	if (page.kind !== "answered") return [page]
	const answers = [page]
	for (const question of [book.grpcWeb(), book.connect()]) answers.push(await askOne(asking, question))
	const preflight = book.corsPreflight(preflightHeaders(answers))
	return [...answers, await askOne(asking, preflight)]
}

/** One question on one connection. Over TLS `http/1.1` alone is offered: a server that refuses it has answered. */
export async function askOne(asking: Asking, planned: PlannedQuestion): Promise<ProtocolAnswer> {
	const { dialler, security, limitMs, signal } = asking
	const isSecure = security !== undefined
	const dialled = await dialler.dial(security, ["http/1.1"], limitMs)
	if (dialled.kind !== "open") return unasked(planned.question, "http/1.1", isSecure, dialled)
	const reply: HttpReply = await askHttp1(dialled.socket, planned.http, limitMs, signal)
	return readAnswer(planned, "http/1.1", isSecure, reply)
}
