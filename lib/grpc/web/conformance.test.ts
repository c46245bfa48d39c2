import { existsSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { concatBytes } from "#base/bytes"
import { connectCodes } from "../connect/error.ts"
import { frameMessage, readGrpcWebBody } from "./frames.ts"

const file = "../shared/suites/connect-conformance/suites.json"
const hasSuite = existsSync(file)

interface Item {
	readonly flags?: number
	readonly payload?: { readonly text?: string; readonly compression?: string }
}

interface Case {
	readonly request: {
		readonly testName: string
		readonly requestMessages?: readonly {
			readonly responseDefinition?: {
				readonly rawResponse?: { readonly stream?: { readonly items?: readonly Item[] } }
			}
		}[]
	}
}

interface Suite {
	readonly name: string
	readonly testCases: readonly Case[]
}

function readSuites(): readonly Suite[] {
	if (!hasSuite) return []
	const parsed: { readonly suites: readonly Suite[] } = JSON.parse(readFileSync(file, "utf8"))
	return parsed.suites
}

/** Bodies of the raw answers of the gRPC-Web suites that are written as plain text. */
const bodies = readSuites()
	.filter(({ name }) => name.startsWith("gRPC-Web"))
	.flatMap(({ name, testCases }) =>
		testCases.flatMap(({ request }) => {
			const items = request.requestMessages?.[0]?.responseDefinition?.rawResponse?.stream?.items ?? []
			const isPlain = items.every(
				({ payload }) => typeof payload?.text === "string" && payload.compression === undefined,
			)
			const hasTrailers = items.some(({ flags }) => flags === 128)
			return isPlain && hasTrailers ? [[`${name}: ${request.testName}`, items] as const] : []
		}),
	)

function framed({ flags = 0, payload }: Item): Uint8Array {
	const frame = frameMessage(new TextEncoder().encode(payload?.text ?? ""))
	frame[0] = flags
	return frame
}

describe.skipIf(!hasSuite)(
	`the conformance suites of Connect${hasSuite ? "" : " (skipped: not checked out)"}`,
	() => {
		it("know the codes that we know", () => {
			const named = new Set(readFileSync(file, "utf8").match(/CODE_[A-Z_]+/g))
			const ours = connectCodes.map((code) => `CODE_${code.toUpperCase()}`)
			expect([...named].filter((name) => !ours.includes(name))).toEqual([])
		})

		it("have bodies to read", () => {
			expect(bodies.length).toBeGreaterThan(5)
		})

		it.each(bodies)("%s", (_, items) => {
			const read = readGrpcWebBody(concatBytes(items.map(framed)))
			const first = items.findIndex(({ flags }) => flags === 128)
			const lines = (items[first]?.payload?.text ?? "").split("\r\n").filter((line) => line !== "")
			const wanted = lines.map((line) => {
				const colon = line.indexOf(":")
				return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
			})
			expect(read.messages).toHaveLength(first)
			expect(read.trailers).toMatchObject(Object.fromEntries(wanted))
			expect(read.isBroken).toBe(first < items.length - 1)
		})
	},
)
