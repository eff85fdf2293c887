// The console's own sheets, tokens first, and the one for rows that are laid out by hand.
import "../../../style/tokens.css";
import "../../../style/base.css";
import "../../../style/controls.css";
import "../../../style/form.css";
import "../../../style/overview.css";
import "../../../style/pane.css";
import "../../../style/problem.css";
import "../../../style/shell.css";
import "../../../style/table.css";
import "../../shared/grid.css";
