/** @returns the folder of VS Code's server */
export function setUpEditor(): string;
