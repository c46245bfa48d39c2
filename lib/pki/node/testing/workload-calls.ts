import { Client, credentials, Metadata } from "@grpc/grpc-js"
import protobuf from "protobufjs/minimal.js"
import { readWorkloadForm, type WorkloadConfig } from "../../workload/workload-config.ts"
import { type RunningWorkloadApi, startWorkloadApi } from "../workload-api-server.ts"

/** The identity that tests ask for unless they say otherwise. */
export const routerId = "spiffe://dev.local/ns/default/sa/router"

/** Starts an API for `dev.local` at a `unix://` address, or throws with the reason. */
export async function startApi(
	socket: string,
	given: {
		readonly identities?: readonly string[]
		readonly ttlMs?: number
		readonly federated?: WorkloadConfig["federated"]
	} = {},
): Promise<RunningWorkloadApi> {
	const { identities = [routerId], ttlMs = 3_600_000, federated = new Map() } = given
	const form = readWorkloadForm({
		...{ trustDomain: "dev.local", identities, ttlMs, socket, socketMode: 0o660 },
	})
	if (!form.ok) throw new Error(JSON.stringify(form.error))
	const api = await startWorkloadApi({ ...form.value, federated })
	if (!api.ok) throw new Error(api.error)
	return api.value
}

/** The first message that a method of the API answers with, as bytes. */
export function callWorkload(
	address: string,
	method: string,
	request: Uint8Array,
	hasHeader = true,
): Promise<Buffer> {
	const client = new Client(address.replace("unix://", "unix:"), credentials.createInsecure())
	const metadata = new Metadata()
	if (hasHeader) metadata.set("workload.spiffe.io", "true")
	const pass = (bytes: Buffer) => bytes
	const answered = new Promise<Buffer>((resolve, reject) => {
		const stream = client.makeServerStreamRequest(
			`/SpiffeWorkloadAPI/${method}`,
			...[pass, pass, Buffer.from(request), metadata],
		)
		stream.once("data", (message: Buffer) => {
			resolve(message)
			stream.cancel()
		})
		stream.once("error", reject)
	})
	return answered.finally(() => client.close())
}

/** JWTSVIDRequest, or with a token ValidateJWTSVIDRequest. */
export function jwtRequest(audience: readonly string[], second = ""): Uint8Array {
	const writer = protobuf.Writer.create()
	for (const each of audience) writer.uint32(10).string(each)
	if (second !== "") writer.uint32(18).string(second)
	return writer.finish()
}

/** The token of the first JWTSVID of a response. */
export function tokenOf(response: Buffer): string {
	const reader = protobuf.Reader.create(response)
	reader.uint32()
	const inner = protobuf.Reader.create(reader.bytes())
	let token = ""
	while (inner.pos < inner.len) {
		const tag = inner.uint32()
		if (tag === 18) token = inner.string()
		else inner.skipType(tag & 7)
	}
	return token
}
