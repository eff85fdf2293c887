// Every screen by its address, and by what it says once it is there.

export const screens: [name: string, address: string, ready: RegExp][] = [
  ["overview", "/", /Last runs/],
  ["endpoints", "/c/community/endpoints", /endpoints$/],
  ["events", "/c/community/endpoints/1", /tries in all|There is no such thing/],
  ["deliveries", "/c/messaging/deliveries?status=dead", /match; the vendor tells no total|in all/],
  ["subscriptions", "/c/messaging/subscriptions", /active/],
  ["replay form", "/c/messaging/replay", /Nothing is sent yet: the plan is shown first/],
  ["e-mails", "/c/billing/emails", /failed e-mails/],
  ["callouts", "/c/billing/callouts", /callouts/],
  ["paste form", "/c/billing/emails/paste", /Nothing is pasted yet/],
  ["runs", "/runs", /Nothing was sent from this browser yet/],
  ["no such page", "/nowhere", /leads nowhere/],
];
