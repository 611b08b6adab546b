export { carryOutWithdrawal, carryOutWithdrawals } from "./carry-out-withdrawal.ts";
export { openWithdrawals, openWithdrawnText, type WithdrawalView, type WithdrawnText } from "./open-withdrawals.ts";
export { reopenWithdrawals } from "./reopen-withdrawals.ts";
export { settleWithdrawal } from "./settle-withdrawal.ts";
export { countOpen as countOpenWithdrawals } from "./store.ts";
