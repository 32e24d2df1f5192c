package ai.openclaw.oom.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.w3c.dom.Document;

/** How a table's figures are drawn. */
sealed interface Plot {
  int WIDTH = 820;
  int HEIGHT = 380;
  Color BLUE = new Color(0x3b6fb6);
  Color GRID = new Color(0xd0d0d0);

  JFreeChart chart(String title);

  /** Writes it as an SVG file. */
  default void write(String title, Path file) throws IOException {
    JFreeChart chart = chart(title);
    chart.setBackgroundPaint(Color.WHITE);
    Document document =
        GenericDOMImplementation.getDOMImplementation()
            .createDocument("http://www.w3.org/2000/svg", "svg", null);
    SVGGraphics2D svg = new SVGGraphics2D(document);
    svg.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
    chart.draw(svg, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    svg.stream(file.toString());
  }

  /**
   * One bar for each subject.
   *
   * @param axis what is drawn, and its unit
   */
  record Bars(String axis, Map<String, Double> values) implements Plot {
    Bars(String axis) {
      this(axis, new LinkedHashMap<>());
    }

    void add(String subject, double value) {
      values.put(subject, value);
    }

    @Override
    public JFreeChart chart(String title) {
      DefaultCategoryDataset data = new DefaultCategoryDataset();
      values.forEach((subject, value) -> data.addValue(value, axis, subject));
      JFreeChart chart =
          ChartFactory.createBarChart(
              title, null, axis, data, PlotOrientation.HORIZONTAL, false, false, false);
      CategoryPlot plot = chart.getCategoryPlot();
      plot.setBackgroundPaint(Color.WHITE);
      plot.setRangeGridlinePaint(GRID);
      plot.setOutlineVisible(false);
      plot.getDomainAxis().setCategoryLabelPositions(CategoryLabelPositions.STANDARD);
      BarRenderer renderer = (BarRenderer) plot.getRenderer();
      renderer.setBarPainter(new StandardBarPainter());
      renderer.setShadowVisible(false);
      renderer.setMaximumBarWidth(0.08);
      renderer.setSeriesPaint(0, BLUE);
      renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator());
      renderer.setDefaultItemLabelsVisible(true);
      return chart;
    }
  }

  /**
   * One line for each subject, over a logarithmic axis; the other is one, too, if all are above 1.
   */
  record Lines(String xAxis, String yAxis, Map<String, XYSeries> lines) implements Plot {
    Lines(String xAxis, String yAxis) {
      this(xAxis, yAxis, new LinkedHashMap<>());
    }

    void add(String subject, double x, double y) {
      lines.computeIfAbsent(subject, XYSeries::new).add(x, y);
    }

    @Override
    public JFreeChart chart(String title) {
      XYSeriesCollection data = new XYSeriesCollection();
      lines.values().forEach(data::addSeries);
      JFreeChart chart = ChartFactory.createXYLineChart(title, xAxis, yAxis, data);
      XYPlot plot = chart.getXYPlot();
      plot.setBackgroundPaint(Color.WHITE);
      plot.setRangeGridlinePaint(GRID);
      plot.setDomainGridlinePaint(GRID);
      plot.setDomainAxis(new LogarithmicAxis(xAxis));
      if (data.getRangeLowerBound(false) > 1) {
        plot.setRangeAxis(new LogarithmicAxis(yAxis));
      }
      XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
      for (int i = 0; i < data.getSeriesCount(); i++) {
        renderer.setSeriesStroke(i, new BasicStroke(2));
      }
      plot.setRenderer(renderer);
      return chart;
    }
  }
}
