//! The vendor's word on how fast we may go reaches the run that has to obey it.

use crate::kit::{Kit, Page, Reply, Vendor, events, notifications, plan_file};
use chrono::{DateTime, SubsecRound as _, Utc};
use redrive_core::http::{Answer, Exchange};
use redrive_core::plan::{Draft, Plan, PlanFile};
use redrive_core::run::{Look, Manner, Run, Step};
use redrive_core::search::Baseline;
use serde_json::Value;
use std::time::SystemTime;

type Header = (&'static str, &'static str);

struct Scene {
    kit: Kit,
    page: Page,
    vendor: Vendor,
    now: DateTime<Utc>,
}

async fn scene() -> Scene {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    Scene {
        kit,
        page,
        vendor,
        // A whole second, as headers tell it.
        now: DateTime::<Utc>::from(SystemTime::now()).trunc_subsecs(0),
    }
}

/// A relayed answer as the console reads it.
fn exchange(reply: Reply) -> Exchange {
    Exchange::Answered(Answer {
        status: reply.vendor_status().parse().unwrap(),
        headers: reply
            .headers
            .iter()
            .filter_map(|(name, value)| {
                let name = name.as_str().strip_prefix("vendor-")?;
                Some((name, value.to_str().unwrap()))
            })
            .collect(),
        body: reply.body,
    })
}

impl Scene {
    /// How many seconds a run waits after its first call was answered so.
    async fn waits(&self, file: &Value, status: u16, headers: &[Header]) -> i64 {
        self.vendor.tell(status, headers, "");
        let plan = self.open(file);
        let (who, why) = ("admin".to_owned(), "an outage".to_owned());
        let (mut run, _) = Run::open(plan, who, why, Manner::default(), self.now);
        let mut step = run.next(self.now);
        if step == Step::Look(Look::Baseline) {
            run.baseline_read(self.now, Some(Baseline::default()))
                .unwrap();
            step = run.next(self.now);
        }
        assert!(matches!(step, Step::Send { call: 0, .. }), "{step:?}");
        let id = self.page.confirm(file).await;
        let end = exchange(self.page.send(&id, 0).await);
        run.answer(self.now, &end).unwrap();
        match run.next(self.now) {
            Step::Wait { until } => (until - self.now).num_seconds(),
            Step::Send { .. } => 0,
            step => panic!("{step:?}"),
        }
    }

    fn open(&self, file: &Value) -> Plan {
        let file: PlanFile = serde_json::from_value(file.clone()).unwrap();
        let connection = self.kit.connection(file.connection.as_str());
        file.open(connection).unwrap()
    }

    fn plan(&self, connection: &str, draft: Draft) -> Value {
        plan_file(self.kit.connection(connection), draft)
    }
}

/// Replays two deliveries, one a call.
fn deliveries() -> Draft {
    let ids = ["A", "B"].map(|end| format!("wbd_{}{end}", "0".repeat(25)));
    Draft::ReplayDeliveries {
        deliveries: ids.map(|id| id.parse().unwrap()).into(),
    }
}

#[tokio::test]
async fn a_refusal_that_says_when_to_come_back_is_waited_for() {
    let scene = scene().await;
    let named: &[Header] = &[("Retry-After", "600"), ("X-Other", "1")];
    for (connection, draft) in [
        ("community", events(1..5)),
        ("messaging", deliveries()),
        ("billing", notifications(2)),
    ] {
        let plan = scene.plan(connection, draft);
        assert_eq!(scene.waits(&plan, 429, named).await, 600, "{connection}");
    }
    assert!(
        scene
            .waits(&scene.plan("community", events(1..5)), 429, &[])
            .await
            < 5
    );
}

#[tokio::test]
async fn a_bucket_is_given_time_to_fill() {
    let scene = scene().await;
    let in_a_minute = (scene.now.timestamp() + 60).to_string().leak();
    let empty: &[Header] = &[
        ("X-RateLimit-Limit", "60"),
        ("X-RateLimit-Remaining", "0"),
        ("X-RateLimit-Reset", in_a_minute),
    ];
    // A fifth of 60 is left to others, so 13 are missing, one a second.
    for status in [404, 429] {
        let plan = scene.plan("messaging", deliveries());
        assert_eq!(scene.waits(&plan, status, empty).await, 13, "{status}");
    }
    let plan = scene.plan("messaging", deliveries());
    assert_eq!(scene.waits(&plan, 404, &[]).await, 0);
}

#[tokio::test]
async fn the_end_of_a_window_is_waited_for() {
    let scene = scene().await;
    let used_up: &[Header] = &[
        ("RateLimit-Limit", "50000, 50000;w=60"),
        ("RateLimit-Remaining", "0"),
        ("RateLimit-Reset", "37"),
    ];
    for status in [202, 429] {
        let plan = scene.plan("billing", notifications(1500));
        assert_eq!(scene.waits(&plan, status, used_up).await, 37, "{status}");
    }
    let plan = scene.plan("billing", notifications(1500));
    assert_eq!(scene.waits(&plan, 202, &[]).await, 0);
}
