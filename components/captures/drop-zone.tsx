"use client"

import { type DragEvent, type ReactNode, useRef, useState } from "react"
import { cn } from "#components/ui/class-names"

/** A place that takes dropped files, and hands out a way to choose them. Nothing is uploaded by either. */
export function DropZone({
	onFiles,
	className,
	children,
}: {
	readonly onFiles: (files: readonly File[]) => void
	readonly className?: string
	readonly children: (choose: () => void) => ReactNode
}) {
	const input = useRef<HTMLInputElement>(null)
	const [isOver, setIsOver] = useState(false)
	const onDrag = (event: DragEvent) => {
		if (!event.dataTransfer.types.includes("Files")) return
		event.preventDefault()
		setIsOver(event.type !== "dragleave")
	}
	const onDrop = (event: DragEvent) => {
		event.preventDefault()
		setIsOver(false)
		onFiles([...event.dataTransfer.files])
	}
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's way to the button inside
		<div
			data-drop={isOver ? "over" : undefined}
			onDragEnter={onDrag}
			onDragOver={onDrag}
			onDragLeave={onDrag}
			onDrop={onDrop}
			className={cn(className, isOver && "rounded-md outline-2 outline-focus outline-offset-8")}
		>
			<input
				ref={input}
				type="file"
				multiple
				aria-label="Capture and key log files"
				className="sr-only"
				tabIndex={-1}
				onChange={(event) => {
					onFiles([...(event.target.files ?? [])])
					event.target.value = ""
				}}
			/>
			{children(() => input.current?.click())}
		</div>
	)
}
