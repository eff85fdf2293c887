// The console's own sheets, tokens first, and the widths of the columns.
import "../../../style/tokens.css";
import "../../../style/base.css";
import "../../../style/controls.css";
import "../../../style/bars.css";
import "../../../style/form.css";
import "../../../style/grid.css";
import "../../../style/overview.css";
import "../../../style/pane.css";
import "../../../style/problem.css";
import "../../../style/shell.css";
import "../../../style/table.css";
import "../../shared/grid.css";
