import { nearest } from "@troth/core/program";
import type { Command, CommanderError } from "commander";
import { UseError } from "./errors.ts";

/** A word or an option as we write them; whatever else was given may be somebody's data and is not repeated. */
const WORD = /^(--?)?[a-z][a-z-]{0,30}$/;

/** Says in our words what commander found wrong with a command line. Values that were given are not repeated. */
export function useErrorOf(error: CommanderError, args: readonly string[], root: Command): UseError {
  const command = commandOf(args, root);
  const path = pathOf(command);
  const named = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  const help = `\`${path} --help\` shows how`;
  switch (error.code) {
    case "commander.unknownCommand":
      return unknown("command", named, names(command), command);
    case "commander.unknownOption":
      return unknown("option", named.split("=")[0] ?? "", optionNames(command), command);
    case "commander.missingArgument":
      return new UseError(`\`${path}\` needs <${named}>`, { advice: help });
    case "commander.missingMandatoryOptionValue":
      return new UseError(`\`${path}\` needs \`${named}\``, { advice: help });
    case "commander.optionMissingArgument":
      return new UseError(`nothing stands after \`${named.replace(/^-\w, /, "")}\``, { advice: help });
    case "commander.excessArguments":
      return new UseError(`there are more words than \`${path}\` takes`, { advice: help });
    default:
      return new UseError(`\`${path}\` cannot be used so`, { advice: help });
  }
}

function unknown(what: "command" | "option", name: string, known: readonly string[], command: Command): UseError {
  const shown = WORD.test(name) ? ` \`${name}\`` : "";
  const near = shown === "" ? undefined : nearest(name, known);
  const path = pathOf(command);
  const prefix = what === "command" ? `${path} ` : "";
  const advice = near === undefined ? `\`${path} --help\` lists the ${what}s` : `write ${prefix}${near}`;
  return new UseError(`unknown ${what}${shown}`, { advice });
}

/** The command that a line names, as deep as it goes. */
function commandOf(args: readonly string[], root: Command): Command {
  let command = root;
  for (const arg of args) {
    const next = command.commands.find((one) => one.name() === arg);
    if (next === undefined) continue;
    command = next;
  }
  return command;
}

function pathOf(command: Command): string {
  const parent = command.parent;
  return parent === null ? command.name() : `${pathOf(parent)} ${command.name()}`;
}

const names = (command: Command): readonly string[] => command.commands.map((one) => one.name());

function optionNames(command: Command): readonly string[] {
  const own = command.options.flatMap((option) => (option.long ? [option.long] : []));
  return command.parent === null ? [...own, "--help"] : [...own, ...optionNames(command.parent)];
}
