import { describe, expect, it } from "vitest"
import { rulesById } from "../rules.ts"
import { explain } from "./explain.ts"
import { notSecurity } from "./not-security.ts"
import { coreMessages } from "./testing/core-messages.ts"
import { dotnetMessages } from "./testing/dotnet-messages.ts"
import { goMessages } from "./testing/go-messages.ts"
import { harmlessMessages } from "./testing/harmless-messages.ts"
import { heldMessages } from "./testing/held-messages.ts"
import { javaMessages } from "./testing/java-messages.ts"
import { mixedMessages } from "./testing/mixed-messages.ts"
import { nodeMessages } from "./testing/node-messages.ts"
import { proxyMessages } from "./testing/proxy-messages.ts"
import { type Message, readMessages } from "./testing/read-messages.ts"
import { rustMessages } from "./testing/rust-messages.ts"

const tables = {
	go: goMessages,
	"C-core": coreMessages,
	java: javaMessages,
	node: nodeMessages,
	rust: rustMessages,
	".NET": dotnetMessages,
	"proxies and others": proxyMessages,
	"programs of all kinds": mixedMessages,
	"lines that were held back": heldMessages,
}
const all = Object.values(tables).flatMap(readMessages)

function answerTo({ text, emitter, causes }: Message) {
	const first = explain(text, emitter).causes[0]
	return { text, wanted: causes, got: first?.rule ?? "nothing", confidence: first?.confidence ?? 0 }
}

describe("messages of the stacks", () => {
	it.each(Object.entries(tables))("names a right cause first for every line of %s", (_, table) => {
		const wrong = readMessages(table)
			.map(answerTo)
			.filter(({ wanted, got }) => !wanted.includes(got))
		expect(wrong).toEqual([])
	})

	it("expects only causes that have a rule", () => {
		expect(all.flatMap(({ causes }) => causes.filter((cause) => !rulesById.has(cause)))).toEqual([])
	})

	it("calls nothing a security problem that is none", () => {
		const wrong = [...all, ...readMessages(harmlessMessages)]
			.filter(({ causes }) => notSecurity.has(causes[0] ?? ""))
			.map(answerTo)
			.filter(({ got, confidence }) => got !== "nothing" && !notSecurity.has(got) && confidence > 0.5)
		expect(wrong).toEqual([])
	})
})
