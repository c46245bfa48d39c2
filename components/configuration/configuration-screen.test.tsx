import { cleanup, fireEvent, render, screen, within } from "@testing-library/react"
import { afterEach, describe, expect, it, vi } from "vitest"
import { judgeSettingsText } from "#diagnosis/coherence/judge-settings-text"
import { ConfigurationScreen } from "./configuration-screen.tsx"
import { joinFiles } from "./join-files.tsx"
import { settingsExamples } from "./settings-examples.tsx"

afterEach(cleanup)

describe("the examples", () => {
	it.each(settingsExamples.map(({ label, text }) => [label, text] as const))(
		"%s is understood whole, and something about it cannot work or needs attention",
		async (_label, text) => {
			const verdict = await judgeSettingsText(text, Date.now())
			expect(verdict.unread).toEqual([])
			expect(["broken", "attention"]).toContain(verdict.kind)
		},
	)

	it("show every kind of settings", async () => {
		const kinds = new Set<string>()
		for (const { text } of settingsExamples)
			for (const { kind } of (await judgeSettingsText(text, Date.now())).recognised) kinds.add(kind)
		expect([...kinds].toSorted()).toEqual([
			"Docker Compose",
			"Envoy",
			"Istio",
			"Kubernetes",
			"SPIRE",
			"cert-manager",
			"command line",
			"environment",
			"nginx",
		])
	})
})

describe("the page", () => {
	it("answers what is pasted, hides what may be secret, and leads to the line", async () => {
		const fetched = vi.spyOn(globalThis, "fetch")
		render(<ConfigurationScreen />)
		const area = screen.getByRole("textbox", { name: "Settings" })
		fireEvent.change(area, { target: { value: "API_TOKEN=abcdefgh\nPERMGUARD_SERVER_TLS_MODE=mutual" } })
		expect(await screen.findByText(/These settings cannot work/)).toBeTruthy()
		const findings = within(screen.getByRole("region", { name: "Findings" }))
		expect(findings.queryByText(/abcdefgh/)).toBeNull()
		fireEvent.click(findings.getByRole("button", { name: "Show line 2 in the text" }))
		expect(area).toMatchObject({ selectionStart: 19, selectionEnd: 51 })
		expect(fetched).not.toHaveBeenCalled()
		fireEvent.click(screen.getByRole("button", { name: "Clear" }))
		expect(await screen.findByRole("region", { name: "Examples" })).toBeTruthy()
	})

	it("says what to paste when nothing is understood", async () => {
		render(<ConfigurationScreen />)
		fireEvent.change(screen.getByRole("textbox", { name: "Settings" }), { target: { value: "hello there" } })
		expect(await screen.findByText(/No settings were recognised/)).toBeTruthy()
		expect(screen.getByText("What can be read here")).toBeTruthy()
	})
})

describe("joinFiles", () => {
	it("keeps the kinds of several files apart", async () => {
		const files = [new File(["A_B=1"], "one.env"), new File(["kind: Pod"], "pod.yaml")]
		const { text, problem } = await joinFiles("C_D=2\n", files, 1_000)
		expect(text).toBe("C_D=2\n---\n# one.env\nA_B=1\n---\n# pod.yaml\nkind: Pod")
		expect(problem).toBeUndefined()
	})

	it("adds nothing of files that are too large, and says so", async () => {
		const joined = await joinFiles("A_B=1", [new File(["x".repeat(100)], "big")], 50)
		expect(joined.text).toBe("A_B=1")
		expect(joined.problem).toMatch(/too large: 105 characters/)
	})
})
