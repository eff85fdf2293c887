//! All saved views, and what can be done with them. Pure.

use super::view::View;
use crate::routes::Screen;
use serde_json::Value;

/// The views in their order, and what in the kept file was none: it is kept as it is, because a
/// newer console may know what it means.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Views {
    pub views: Vec<View>,
    pub unread: Vec<Value>,
}

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    pub added: usize,
    /// Were here already, the same.
    pub same: usize,
    /// Stand under another name, because theirs was taken by another view.
    pub renamed: Vec<String>,
    /// Why an entry was left out.
    pub refused: Vec<String>,
}

impl Views {
    /// Those of one kind of screen.
    pub fn of(&self, screen: Screen) -> Vec<View> {
        let views = self.views.iter().filter(|view| view.screen == screen);
        views.cloned().collect()
    }

    /// Whether a view of that name is there.
    pub fn has(&self, view: &View) -> bool {
        self.views.iter().any(|known| known.is_named_as(view))
    }

    /// Puts it in the place of the one of that name, or at the end.
    pub fn put(&mut self, view: View) {
        match self.views.iter_mut().find(|known| known.is_named_as(&view)) {
            Some(known) => *known = view,
            None => self.views.push(view),
        }
    }

    pub fn delete(&mut self, view: &View) {
        self.views.retain(|known| !known.is_named_as(view));
    }

    /// Gives it another name.
    ///
    /// # Errors
    /// The name is none, or another view has it.
    pub fn rename(&mut self, view: &View, name: &str) -> Result<View, String> {
        let renamed = View::new(name, view.screen, view.query.clone())?;
        if renamed.name != view.name && self.has(&renamed) {
            return Err(format!("There is a view “{}” already.", renamed.name));
        }
        if let Some(known) = self.views.iter_mut().find(|known| known.is_named_as(view)) {
            known.name.clone_from(&renamed.name);
        }
        Ok(renamed)
    }

    /// Takes views in. Nothing that is here is changed by it.
    pub fn import(&mut self, views: Vec<View>, refused: Vec<String>) -> Imported {
        let mut imported = Imported {
            refused,
            ..Imported::default()
        };
        for view in views {
            let known = self.views.iter().find(|known| known.is_named_as(&view));
            match known {
                None => self.views.push(view),
                Some(known) if *known == view => {
                    imported.same += 1;
                    continue;
                }
                Some(_) => {
                    let view = self.free(view);
                    imported.renamed.push(view.name.clone());
                    self.views.push(view);
                }
            }
            imported.added += 1;
        }
        imported
    }

    /// The same view under a name that is free: `Dead today (2)`.
    fn free(&self, view: View) -> View {
        let named = |number: usize| View {
            name: format!("{} ({number})", view.name),
            ..view.clone()
        };
        // One of them is free: there are fewer views than numbers.
        (2..=self.views.len() + 2)
            .map(named)
            .find(|view| !self.has(view))
            .unwrap_or(view.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(name: &str, status: &str) -> View {
        let query = vec![
            ("status".to_owned(), status.to_owned()),
            ("last".to_owned(), "24h".to_owned()),
            ("page".to_owned(), "7".to_owned()),
            ("v".to_owned(), "1".to_owned()),
        ];
        View::new(name, Screen::Deliveries, query).unwrap()
    }

    #[test]
    fn a_view_keeps_what_is_relative_and_no_place_in_the_list() {
        let query = view(" Dead ", "dead").query;
        let names: Vec<&str> = query.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["status", "last"]);
        assert_eq!(view(" Dead ", "dead").name, "Dead");
    }

    #[test]
    fn a_name_stands_once_for_each_screen() {
        let mut views = Views::default();
        views.put(view("Dead", "dead"));
        views.put(view("Dead", "failed"));
        assert_eq!(views.of(Screen::Deliveries), [view("Dead", "failed")]);
        views.put(View::new("Dead", Screen::Runs, Vec::new()).unwrap());
        assert_eq!((views.views.len(), views.of(Screen::Runs).len()), (2, 1));
        views.put(view("Other", "dead"));
        assert!(views.rename(&view("Other", "dead"), "Dead").is_err());
        let renamed = views.rename(&view("Other", "dead"), "New").unwrap();
        assert!(views.has(&renamed) && !views.has(&view("Other", "dead")));
        views.delete(&renamed);
        assert!(!views.has(&renamed));
    }

    #[test]
    fn an_import_changes_nothing_that_is_here() {
        let mut views = Views::default();
        views.put(view("Dead", "dead"));
        let file = vec![
            view("Dead", "dead"),
            view("Dead", "failed"),
            view("New", "dead"),
        ];
        let imported = views.import(file.clone(), Vec::new());
        assert_eq!((imported.added, imported.same), (2, 1));
        assert_eq!(imported.renamed, ["Dead (2)"]);
        assert_eq!(views.views.first(), Some(&view("Dead", "dead")));
        let names: Vec<String> = views
            .of(Screen::Deliveries)
            .into_iter()
            .map(|view| view.name)
            .collect();
        assert_eq!(names, ["Dead", "Dead (2)", "New"]);
    }

    #[test]
    fn what_must_not_stand_in_an_address_is_in_no_view() {
        let of = |name: &str, value: &str| {
            let query = vec![(name.to_owned(), value.to_owned())];
            View::new("x", Screen::Deliveries, query)
        };
        assert!(of("account", "pia@customer.example").is_err());
        assert!(of("type", "kdv_live_0123").is_err());
        assert!(of("type", &"x".repeat(501)).is_err());
        assert!(of("type", "a\u{202e}b").is_err());
        assert!(of("type", "a.b").is_ok());
        assert!(View::new("", Screen::Deliveries, Vec::new()).is_err());
    }
}
